# What others read of us. The tools come only now, so that they bring nothing that the package should have asked for.
apt-get --quiet install --yes --no-install-recommends \
    appstream dbus desktop-file-utils libgtk-3-bin man-db openbox webkit2gtk-driver wmctrl xauth xdotool xvfb
desktop-file-validate /usr/share/applications/Animato.desktop
appstreamcli validate --no-net /usr/share/metainfo/app.animato.Animato.metainfo.xml
grep --quiet '^image/jpeg=.*Animato.desktop' /usr/share/applications/mimeinfo.cache
man animato-cli | grep --quiet AKOOL_API_KEY
man animato-cli-animate | grep --quiet prompt
bash -n /usr/share/bash-completion/completions/animato-cli
grep --quiet '^#compdef animato-cli' /usr/share/zsh/vendor-completions/_animato-cli
grep --quiet animate /usr/share/fish/vendor_completions.d/animato-cli.fish
grep --quiet '^serde 1' /usr/lib/Animato/THIRD-PARTY-NOTICES.txt
grep --quiet '^License: Expat' /usr/share/doc/animato/copyright
