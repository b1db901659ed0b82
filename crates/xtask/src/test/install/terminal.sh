# The main job, by a person who has nothing but the package. The library is kept apart from the window's.
cd
animato-cli --version
animato-cli sample --out photos
animato-cli --demo --speed 20 --library terminal animate photos/*.jpg --prompt 'slow push in' --out videos
test "$(ls videos/*.mp4 | wc -l)" -eq 3
