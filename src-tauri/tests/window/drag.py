"""A small window of another program: the files named as arguments can be dragged from it, and files onto it."""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

URIS = [pathlib.Path(name).resolve().as_uri() for name in sys.argv[1:]]


def say(word):
    print(word, flush=True)


window = Gtk.Window(title="Photos of another program", type_hint=Gdk.WindowTypeHint.UTILITY)
window.set_default_size(140, 90)
window.set_keep_above(True)
source = Gtk.EventBox()
source.add(Gtk.Label(label="drag me"))
source.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
source.drag_source_add_uri_targets()
source.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris(URIS))
source.connect("drag-begin", lambda *_: say("begun"))
source.connect("drag-end", lambda *_: say("ended"))
source.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
source.drag_dest_add_uri_targets()
source.connect("drag-data-received", lambda _w, _c, _x, _y, data, _i, _t: [say("took " + uri) for uri in data.get_uris()])
window.add(source)
window.connect("destroy", Gtk.main_quit)
window.connect("map-event", lambda *_: say("there"))
window.show_all()
window.move(1440, 880)
Gtk.main()
