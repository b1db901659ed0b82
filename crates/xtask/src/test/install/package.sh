# The package comes in with what it asks for and nothing that it merely recommends.
apt-get --quiet update
apt-get --quiet install --yes --no-install-recommends /tmp/animato.deb
for program in animato animato-cli; do
    if ldd "/usr/bin/$program" | grep 'not found'; then exit 1; fi
done
useradd --create-home person
