//! Labels, names and ids of accounts, and what is refused before anybody is asked.

use super::*;

const KEY: &str = "k3y-of-the-first-account";

fn settings() -> (tempfile::TempDir, Settings) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::load(folder.path()).unwrap();
    (folder, settings)
}

fn offer(secret: &str) -> Offer {
    // An address of its own, so that the environment of whoever runs the tests does not matter.
    let address = Some("https://service.example".to_owned());
    Offer { secret: secret.into(), client_id: None, name: None, address, replaces: None }
}

fn kept(settings: &mut Settings, offer: Offer) -> SavedAccount {
    let account = offer.candidate(settings, None).unwrap().account().clone();
    settings.keep_account(account.clone()).unwrap();
    account
}

fn label_now(settings: &Settings, account: &SavedAccount) -> String {
    label(settings, account).unwrap()
}

#[test]
fn the_first_account_of_an_address_has_the_label_of_the_environment_and_a_further_one_its_own() {
    let (_folder, mut settings) = settings();
    let akool = kept(&mut settings, Offer { address: Some(SERVICE.to_owned()), ..offer(KEY) });
    let first = kept(&mut settings, offer(KEY));
    let second = kept(&mut settings, offer("k3y-of-the-second-account"));
    assert_eq!(label_now(&settings, &akool), "akool");
    assert_eq!(akool.address, None, "Akool's own address may change");
    assert_eq!(label_now(&settings, &first), "akool@service.example");
    assert_eq!(label_now(&settings, &second), format!("akool@service.example#{}", second.id));
}

#[test]
fn a_label_stays_with_its_account_when_another_is_forgotten_and_when_it_is_connected_again() {
    let (folder, mut settings) = settings();
    let first = kept(&mut settings, offer(KEY));
    let second = kept(&mut settings, offer("k3y-of-the-second-account"));
    let labels = [label_now(&settings, &first), label_now(&settings, &second)];
    settings.forget_account(&first.id).unwrap();
    assert_eq!(label_now(&settings, &second), labels[1]);
    let third = kept(&mut settings, offer("k3y-of-the-third-account"));
    assert!(!labels.contains(&label_now(&settings, &third)), "the label of a forgotten account is not given away");

    let mut settings = Settings::load(folder.path()).unwrap();
    let again = kept(&mut settings, offer(&format!(" {KEY}\n")));
    assert_eq!((again.id.as_str(), label_now(&settings, &again)), (first.id.as_str(), labels[0].clone()));
}

#[tokio::test]
async fn a_key_of_the_environment_is_the_account_that_it_is_kept_as_and_otherwise_none_of_them() {
    const FIRST: &str = "akool@service.example";
    let secrets = Secrets::in_memory();
    let (_folder, mut settings) = settings();
    let labelled = async |settings: &Settings, key: &str| {
        label_of_key(settings, &secrets, FIRST, &SecretString::from(key)).await.unwrap()
    };
    assert_eq!(labelled(&settings, KEY).await, FIRST, "nobody else has it");

    let first = kept(&mut settings, offer(KEY));
    let second = kept(&mut settings, offer("k3y-two"));
    assert_eq!(labelled(&settings, KEY).await, FIRST);
    assert_eq!(labelled(&settings, "k3y-two").await, label_now(&settings, &second));
    let other = labelled(&settings, "k3y-of-somebody-else").await;
    assert!(other.starts_with(&format!("{FIRST}#")) && other != label_now(&settings, &second), "{other}");

    secrets.set(&SecretName::account(&first.id), "k3y-renewed".into()).await.unwrap();
    assert_eq!(labelled(&settings, "k3y-renewed").await, FIRST);
    settings.forget_account(&first.id).unwrap();
    assert_eq!(
        labelled(&settings, "k3y-of-somebody-else").await,
        other,
        "the label of a forgotten account is not given away"
    );
}

#[test]
fn another_key_for_the_same_account_leaves_its_name_and_its_label() {
    let (_folder, mut settings) = settings();
    kept(&mut settings, offer(KEY));
    let account = kept(&mut settings, Offer { name: Some("Work".to_owned()), ..offer("k3y-two") });
    let new = Offer { address: None, replaces: Some(account.id.clone()), ..offer("k3y-three") };
    let renewed = kept(&mut settings, new);
    assert_eq!(renewed, account);
    assert_eq!(settings.accounts().len(), 2);
}

#[test]
fn names_are_told_apart() {
    let (_folder, mut settings) = settings();
    let names = ["one", "two", "three"].map(|secret| kept(&mut settings, offer(secret)).name);
    assert_eq!(names, ["Akool", "Akool 2", "Akool 3"]);
    let id = settings.accounts()[2].id.clone();
    assert_eq!(settings.rename_account(&id, " akool ").unwrap_err().code, ErrorCode::BadSpec);
    settings.rename_account(&id, "Work").unwrap();
    assert_eq!(settings.account(&id).unwrap().name, "Work");
}

#[test]
fn what_cannot_be_a_key_is_refused_before_anybody_is_asked() {
    let (_folder, settings) = settings();
    let code = |offer: Offer| offer.candidate(&settings, None).err().map(|e| e.code);
    let pair = |id: &str, secret| Offer { client_id: Some(id.to_owned()), ..offer(secret) };
    assert_eq!(code(offer(" ")), Some(ErrorCode::NotConnected));
    assert_eq!(code(offer("two words")), Some(ErrorCode::WrongKey));
    assert_eq!(code(offer("clé")), Some(ErrorCode::WrongKey));
    assert_eq!(code(pair("", KEY)), Some(ErrorCode::NotConnected));
    assert_eq!(code(pair("id", "")), Some(ErrorCode::NotConnected));
    assert_eq!(code(pair("same", "same")), Some(ErrorCode::ClientIdAsKey));
    assert_eq!(code(pair("id", KEY)), None);
    assert_eq!(code(Offer { replaces: Some("gone".to_owned()), ..offer(KEY) }), Some(ErrorCode::NotFound));
}

#[tokio::test]
async fn a_kept_account_is_opened_with_its_key_and_not_without() {
    let (folder, mut settings) = settings();
    let secrets = Secrets::in_memory();
    let candidate = Offer { client_id: Some("my-id".to_owned()), ..offer(KEY) }.candidate(&settings, None).unwrap();
    assert!(open(&settings, candidate.account(), &secrets, None).await.unwrap().is_none());
    candidate.keep_secret(&secrets).await.unwrap();
    settings.keep_account(candidate.account().clone()).unwrap();
    let settings = Settings::load(folder.path()).unwrap();
    let account = settings.account_in_use().unwrap();
    let opened = open(&settings, account, &secrets, None).await.unwrap().unwrap();
    let Credentials::Pair { client_id, client_secret } = opened.credentials else { panic!("no pair") };
    assert_eq!((client_id.as_str(), client_secret.expose_secret()), ("my-id", KEY));
    assert_eq!(opened.base_url.as_str(), "https://service.example/");
    let text = std::fs::read_to_string(folder.path().join("settings.toml")).unwrap();
    assert!(text.contains("my-id") && !text.contains(KEY), "{text}");
}

#[test]
fn the_account_in_use_changes_and_a_forgotten_one_leaves_the_demo() {
    let (folder, mut settings) = settings();
    assert!(settings.account_in_use().is_none());
    let (one, two) = (kept(&mut settings, offer("one")), kept(&mut settings, offer("two")));
    assert_eq!(settings.account_in_use(), Some(&two));
    settings.choose_account(&one.id).unwrap();
    assert_eq!(Settings::load(folder.path()).unwrap().account_in_use(), Some(&one));
    settings.choose_account(crate::settings::DEMO).unwrap();
    assert!(settings.account_in_use().is_none());
    settings.choose_account(&one.id).unwrap();
    settings.forget_account(&one.id).unwrap();
    assert!(settings.account_in_use().is_none());
    assert_eq!(Settings::load(folder.path()).unwrap().accounts(), [two]);
    assert_eq!(settings.choose_account(&one.id).unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn a_key_written_into_the_settings_by_hand_is_refused_and_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[[accounts]]\nid = \"a\"\nname = \"A\"\nkey = \"hunter2\"\n";
    std::fs::write(folder.path().join("settings.toml"), text).unwrap();
    let error = Settings::load(folder.path()).unwrap_err();
    assert_eq!(error.code, ErrorCode::SettingsUnreadable);
    assert!(error.message.contains("accounts.key") && !error.message.contains("hunter2"), "{error}");
}

#[test]
fn what_a_person_wrote_beside_an_account_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    std::fs::write(&file, "[[accounts]]\nid = \"a\"\nname = \"A\"\ncolour = \"red\" # mine\n").unwrap();
    let mut settings = Settings::load(folder.path()).unwrap();
    settings.rename_account("a", "B").unwrap();
    kept(&mut settings, offer(KEY));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("colour = \"red\" # mine") && text.contains("name = \"B\""), "{text}");
    assert_eq!(Settings::load(folder.path()).unwrap().accounts().len(), 2);
}
