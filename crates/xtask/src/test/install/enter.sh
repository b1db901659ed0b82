# In namespaces of its own: makes the folder $1 the root of everything and goes on with the command after it. Not by
# chroot, in which nobody may isolate processes further, as WebKit does.
root=$1
shift
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cd "$root"
mkdir -p .outside
pivot_root . .outside
umount -l /.outside
rmdir /.outside
exec "$@"
