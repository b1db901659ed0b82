# Nothing stays but the person's own.
dpkg --listfiles animato >/tmp/files
apt-get --quiet purge --yes animato
while read -r file; do
    if test -f "$file"; then echo "$file is still there"; exit 1; fi
done </tmp/files
if find / -xdev -iname '*animato*' -not -path '/home/*' -not -path '/tmp/*' -not -path '/usr/local/*' \
    -not -path '/var/cache/*' | grep .; then exit 1; fi
if grep --no-messages Animato /usr/share/applications/mimeinfo.cache; then exit 1; fi
test -f /home/person/.local/share/animato/library/library.sqlite
test "$(ls /home/person/videos/*.mp4 | wc -l)" -eq 3
