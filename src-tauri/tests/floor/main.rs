//! A bare Tauri window with a page of one word: what any program made with Tauri takes at its start. `cargo xtask bench` holds
//! Animato against it.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("src-tauri/tests/floor/tauri.conf.json"))
}
