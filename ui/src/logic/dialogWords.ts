/** What the system's own dialogs say: the shell that opens them knows no language. */
import * as m from "$m";
import type { DialogWords } from "../bindings/DialogWords";

const pictures = (title: string): DialogWords => ({ title, kind: m.dialog_kind_pictures(), any: m.dialog_kind_any() });
const folder = (title: string): DialogWords => ({ title, kind: "", any: "" });
const file = (title: string, kind: string): DialogWords => ({ title, kind, any: "" });

export const dialogWords = {
  photos: () => pictures(m.tray_add()),
  photoFolder: () => folder(m.tray_add_folder()),
  endFrame: () => pictures(m.endframe_label()),
  sound: (): DialogWords => ({ title: m.sound_label(), kind: m.dialog_kind_sounds(), any: m.dialog_kind_any() }),
  copy: () => file(m.dialog_copy(), m.dialog_kind_video()),
  copies: () => folder(m.dialog_copies()),
  spending: () => file(m.dialog_spending(), m.dialog_kind_table()),
  uploader: () => file(m.dialog_uploader(), m.dialog_kind_uploader()),
  videosFolder: () => folder(m.dialog_videos_folder()),
};
