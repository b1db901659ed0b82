//! Accounts that are kept: their keys in a real keychain, and nowhere else.

use std::fs;
use std::io::Write as _;
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};

use crate::bench::{Bench, Ran, Server};
use crate::keyring::{Keyring, files_below};

/// Long and odd, so that it can be looked for wherever it must not be.
const KEY: &str = "k3y-0f-the-acc0unt-tests-x7";
const OTHER_KEY: &str = "an0ther-k3y-0f-the-acc0unt-tests";

/// The program with this keychain, this service, and these words on stdin.
fn run(bench: &Bench, keyring: &Keyring, server: &Server, stdin: &str, arguments: &[&str]) -> Ran {
    let mut command = bench.command(arguments);
    command.env("AKOOL_API_HOST", server.sandbox.base_url()).env("ANIMATO_LOG", "trace");
    told(keyring.apply(&mut command), stdin)
}

fn told(command: &mut Command, stdin: &str) -> Ran {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    // It may refuse before it reads.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap().into()
}

fn error(ran: &Ran) -> (String, String) {
    let error = ran.summary()["error"].clone();
    (error["code"].as_str().unwrap_or_default().to_owned(), error["message"].as_str().unwrap_or_default().to_owned())
}

fn settings(bench: &Bench) -> String {
    fs::read_to_string(bench.path("config").join("settings.toml")).unwrap_or_default()
}

#[test]
fn fault_53_an_account_that_was_added_is_used_from_then_on_and_its_key_is_in_the_keychain_alone() {
    let (bench, keyring, server) = (Bench::new(), Keyring::open(), Server::with_key(KEY));
    let added = run(&bench, &keyring, &server, &format!("{KEY}\n"), &["--json", "account", "add", "--name", "Work"]);
    assert_eq!(added.code, 0, "{added:?}");
    assert_eq!(added.summary()["account"]["name"], "Work");

    let credits = run(&bench, &keyring, &server, "", &["--json", "credits"]);
    assert_eq!(credits.code, 0, "{credits:?}");
    assert!(credits.summary()["balance"].as_f64().unwrap() > 0.0);
    let listed = run(&bench, &keyring, &server, "", &["--json", "account", "list"]);
    assert_eq!(listed.of_type("account")[0]["inUse"], true, "{listed:?}");

    for ran in [&added, &credits, &listed] {
        assert!(!format!("{ran:?}").contains(KEY), "{ran:?}");
    }
    let ours = files_below(&bench.path("config")).into_iter().chain(files_below(&bench.path("library")));
    let all: Vec<_> = ours.chain(keyring.files()).collect();
    assert!(all.iter().any(|file| file.ends_with("settings.toml")) && all.len() > 3, "{all:?}");
    for file in all {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes()), "the key is in {}", file.display());
    }
}

#[test]
fn a_wrong_key_is_refused_and_nothing_is_kept() {
    let (bench, keyring, server) = (Bench::new(), Keyring::open(), Server::with_key(KEY));
    let ran = run(&bench, &keyring, &server, "not-the-key-s3cret", &["--json", "account", "add"]);
    assert_eq!((ran.code, error(&ran).0.as_str()), (3, "wrongKey"), "{ran:?}");
    assert!(!format!("{ran:?}").contains("s3cret"), "{ran:?}");
    assert_eq!(settings(&bench), "");
    let nothing = run(&bench, &keyring, &server, "", &["--json", "account", "add"]);
    assert_eq!((nothing.code, error(&nothing).0.as_str()), (3, "notConnected"), "{nothing:?}");
}

#[test]
fn one_of_several_is_chosen_for_good_or_for_one_command_and_can_be_forgotten() {
    let (bench, keyring) = (Bench::new(), Keyring::open());
    let (first, second) = (Server::with_key(KEY), Server::with_key(OTHER_KEY));
    first.sandbox.set_credits(11.0);
    second.sandbox.set_credits(22.0);
    let balance = |more: &[&str]| {
        let arguments = [&["--json", "credits"], more].concat();
        run(&bench, &keyring, &first, "", &arguments).summary()["balance"].clone()
    };
    assert_eq!(run(&bench, &keyring, &first, KEY, &["account", "add"]).code, 0);
    let added = run(&bench, &keyring, &second, OTHER_KEY, &["account", "add", "--name", "Second"]);
    assert_eq!(added.code, 0, "{added:?}");
    assert_eq!(balance(&[]), 22.0);
    assert_eq!(balance(&["--account", "akool"]), 11.0);
    assert_eq!(run(&bench, &keyring, &first, "", &["account", "use", "Akool"]).code, 0);
    assert_eq!(balance(&[]), 11.0);

    let forgotten = run(&bench, &keyring, &first, "", &["account", "forget", "Akool"]);
    assert!(forgotten.code == 0 && forgotten.stdout.contains("stay in the library"), "{forgotten:?}");
    let none = run(&bench, &keyring, &first, "", &["--json", "credits"]);
    assert_eq!((none.code, error(&none).0.as_str()), (3, "notConnected"), "{none:?}");
    let unknown = run(&bench, &keyring, &first, "", &["--json", "account", "use", "Akool"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(error(&unknown).1.contains("Second"), "{unknown:?}");
}

#[test]
fn a_locked_keychain_is_said_and_nothing_in_it_is_lost() {
    let (bench, mut keyring, server) = (Bench::new(), Keyring::open(), Server::with_key(KEY));
    assert_eq!(run(&bench, &keyring, &server, KEY, &["account", "add"]).code, 0);
    keyring.lock();
    let ran = run(&bench, &keyring, &server, "", &["--json", "credits"]);
    assert_eq!((ran.code, error(&ran).0.as_str()), (3, "keychain"), "{ran:?}");
    assert!(error(&ran).1.contains("Nothing in it was lost"), "{ran:?}");
    keyring.unlock();
    assert_eq!(run(&bench, &keyring, &server, "", &["credits"]).code, 0);
}

#[test]
fn without_a_keychain_no_key_is_kept_and_it_says_what_to_do() {
    let (bench, server) = (Bench::new(), Server::with_key(KEY));
    let nobody = Keyring::bus();
    let ran = run(&bench, &nobody, &server, KEY, &["--json", "account", "add"]);
    assert_eq!((ran.code, error(&ran).0.as_str()), (3, "keychain"), "{ran:?}");
    assert!(error(&ran).1.contains("AKOOL_API_KEY"), "{ran:?}");
    assert_eq!(settings(&bench), "");
}

#[test]
fn a_bus_that_never_answers_keeps_the_program_neither_from_working_nor_from_ending() {
    let (bench, server) = (Bench::new(), Server::with_key(KEY));
    let socket = bench.path("silent");
    let _listening = UnixListener::bind(&socket).unwrap();
    let mut command = bench.command(["--json", "account", "add"]);
    command
        .env_remove("ANIMATO_KEYCHAIN")
        .env("AKOOL_API_HOST", server.sandbox.base_url())
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", socket.display()));
    // That it comes back at all is the point: the bus would let it wait for ever.
    let ran = told(&mut command, KEY);
    assert_eq!((ran.code, error(&ran).0.as_str()), (3, "keychain"), "{ran:?}");
}
