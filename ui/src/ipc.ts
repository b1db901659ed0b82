/**
 * The window's side of the shell's commands and events: the only file that imports Tauri.
 * Nothing but ids and view models crosses here, never a path, and a key only inwards. Every command rejects with `Error`.
 */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { AccountView } from "./bindings/AccountView";
import type { Changed } from "./bindings/Changed";
import type { UnderWay } from "./bindings/UnderWay";
import type { Delete } from "./bindings/Delete";
import type { DragEvent } from "./bindings/DragEvent";
import type { DropId } from "./bindings/DropId";
import type { DropPlace } from "./bindings/DropPlace";
import type { EffectView } from "./bindings/EffectView";
import type { Event } from "./bindings/Event";
import type { Facets } from "./bindings/Facets";
import type { Found } from "./bindings/Found";
import type { HostDraft } from "./bindings/HostDraft";
import type { HostView } from "./bindings/HostView";
import type { Imported } from "./bindings/Imported";
import type { Limits } from "./bindings/Limits";
import type { ModelView } from "./bindings/ModelView";
import type { NoticeSettings } from "./bindings/NoticeSettings";
import type { OfferId } from "./bindings/OfferId";
import type { PhotoId } from "./bindings/PhotoId";
import type { PhotoView } from "./bindings/PhotoView";
import type { Preset } from "./bindings/Preset";
import type { PresetId } from "./bindings/PresetId";
import type { PresetKind } from "./bindings/PresetKind";
import type { PromptUse } from "./bindings/PromptUse";
import type { Quote } from "./bindings/Quote";
import type { RecipeId } from "./bindings/RecipeId";
import type { RequestId } from "./bindings/RequestId";
import type { Sound } from "./bindings/Sound";
import type { SoundId } from "./bindings/SoundId";
import type { SoundView } from "./bindings/SoundView";
import type { Spec } from "./bindings/Spec";
import type { SpendingView } from "./bindings/SpendingView";
import type { Theme } from "./bindings/Theme";
import type { Trial } from "./bindings/Trial";
import type { VideoId } from "./bindings/VideoId";
import type { VideoPage } from "./bindings/VideoPage";
import type { VideoQuery } from "./bindings/VideoQuery";
import type { VideoView } from "./bindings/VideoView";
import type { SettingsView } from "./bindings/SettingsView";
import type { Start } from "./bindings/Start";
import { dialogWords } from "./logic/dialogWords";
import { exampleFacts } from "./logic/naming";

/** Stops listening. */
export type Stop = () => void;

/** A prompt of its own for a photo. Where there is none, or it is blank, the spec's counts. */
export type Prompts = Readonly<Record<PhotoId, string>>;

export const start = () => invoke<Start>("start");
export const listModels = () => invoke<ModelView[]>("list_models");
export const listEffects = () => invoke<EffectView[]>("list_effects");
/** Answers with all effects as they stand then. */
export const favourEffect = (effect: string, favourite: boolean) => invoke<EffectView[]>("favour_effect", { effect, favourite });
export const refreshAccount = () => invoke<AccountView>("refresh_account");

/** Opens the system's dialog; empty when it is cancelled. */
export const pickPhotos = () => invoke<Imported>("pick_photos", { words: dialogWords.photos() });
/** As `pickPhotos`, for a folder with everything in it. */
export const pickPhotoFolder = () => invoke<Imported>("pick_photo_folder", { words: dialogWords.photoFolder() });

/** What was taken in so far stays. */
export const cancelImport = () => invoke<void>("cancel_import");
export const importSamples = () => invoke<Imported>("import_samples");
/** Photos that are in the library already. */
export const addToTray = (photos: PhotoId[]) => invoke<PhotoView[]>("add_to_tray", { photos });
export const removeFromTray = (photos: PhotoId[]) => invoke<PhotoView[]>("remove_from_tray", { photos });

export const acceptCrop = (offer: OfferId) => invoke<PhotoView>("accept_crop", { offer });
export const undoCrop = (photo: PhotoId) => invoke<void>("undo_crop", { photo });
export const dismissOffer = (offer: OfferId) => invoke<void>("dismiss_offer", { offer });

/** Pictures from the clipboard. The bytes travel raw, one picture after the other; names and sizes are a header and therefore encoded. */
export const importBytes = async (pictures: File[]) => {
  const files = pictures.map(({ name, size }) => ({ name, size }));
  const bytes = new Uint8Array(await new Blob(pictures).arrayBuffer());
  return invoke<Imported>("import_bytes", bytes, { headers: { files: encodeURIComponent(JSON.stringify(files)) } });
};

/** What is on the clipboard and what it names: pictures, files, links, paths. The shell looks; empty when there is none of that. */
export const importClipboard = () => invoke<Imported>("import_clipboard");

/** Opens the system's dialog for a photo that is not for the tray; `null` when it is cancelled. */
export const pickEndFrame = () => invoke<PhotoView | null>("pick_end_frame", { words: dialogWords.endFrame() });
/** What a video shows at this second, as a photo that is not in the tray; `null`: its last frame. */
export const framePhoto = (video: VideoId, at: number | null) => invoke<PhotoView>("frame_photo", { video, at });
/** Takes what was let go over the window. As an end frame it answers with the photo; `null`: none of it is a picture. */
export const takeDrop = (drop: DropId, place: DropPlace) => invoke<PhotoView | null>("take_drop", { drop, place });
/** The last frame of the video that a recipe came with, as a photo that is not in the tray. */
export const recipeFrame = (recipe: RecipeId) => invoke<PhotoView>("recipe_frame", { recipe });

/** Opens the system's dialog; `null` when it is cancelled. */
export const pickSound = () => invoke<SoundView | null>("pick_sound", { words: dialogWords.sound() });
export const showSound = (sound: SoundId) => invoke<SoundView>("show_sound", { sound });
/** What a sound for a video that is there would cost, and what speaks against it. */
export const quoteSound = (video: VideoId, sound: Sound) => invoke<Quote>("quote_sound", { video, sound });
/** Rejects with `beyondLimit` as `create` does where the person wants to be asked first. */
export const addSound = (video: VideoId, sound: Sound, agreed: number | null) => invoke<VideoView>("add_sound", { video, sound, agreed });

/** Prompts that were used, each once, the newest first. */
export const listPrompts = (search: string, limit: number) => invoke<PromptUse[]>("list_prompts", { search, limit });
export const listPresets = () => invoke<Preset[]>("list_presets");
/** Answers with all presets, as `deletePreset` does. `null`: a new one. */
export const savePreset = (id: PresetId | null, kind: PresetKind, name: string, text: string) =>
  invoke<Preset[]>("save_preset", { id, kind, name, text });
export const deletePreset = (id: PresetId) => invoke<Preset[]>("delete_preset", { id });

export const quote = (spec: Spec, photos: PhotoId[], prompts: Prompts) => invoke<Quote>("quote", { spec, photos, prompts });

/** The same `press` is never carried out twice. `agreed`: the credits to which the person agreed when asked. */
export const create = (press: string, spec: Spec, photos: PhotoId[], prompts: Prompts, agreed: number | null) =>
  invoke<VideoView[]>("create", { press, spec, photos, prompts, agreed });

/** So many of what the query shows, from the place `offset` on, which counts from 0. */
export const listVideos = (query: VideoQuery, offset: number, limit: number) => invoke<VideoPage>("list_videos", { query, offset, limit });
/** The models, tags and days there are. */
export const listFacets = () => invoke<Facets>("list_facets");
export const find = (request: RequestId) => invoke<Found>("find", { request });
/** Rejects with `beyondLimit` where the person wants to be asked first; then the same, `agreed`. */
export const retry = (video: VideoId, shown: number | null, agreed: number | null) => invoke<VideoView[]>("retry", { video, shown, agreed });
/** What becomes of the videos, events tell; so with tags and with deleting. */
export const keep = (videos: VideoId[], kept: boolean) => invoke<void>("keep", { videos, kept });
export const tag = (videos: VideoId[], tag: string, on: boolean) => invoke<void>("tag", { videos, tag, on });
/** What is deleted `here` can be restored for some seconds; the rest is gone. */
export const deleteVideos = (videos: VideoId[], what: Delete) => invoke<void>("delete", { videos, what });
/** Rejects with `notFound` when it is too late. */
export const restore = (videos: VideoId[]) => invoke<void>("restore", { videos });
export const reveal = (video: VideoId) => invoke<void>("reveal", { video });
/** Puts the file itself onto the clipboard, for other programs. */
export const copyFile = (video: VideoId) => invoke<void>("copy_file", { video });
/** Begins dragging the file to another program; to be called while the mouse button is down. */
export const dragOut = (video: VideoId) => invoke<void>("drag_out", { video });
export const openInPlayer = (video: VideoId) => invoke<void>("open_in_player", { video });

/** Opens the system's dialog; `false` when it is cancelled. */
export const saveAs = (video: VideoId) => invoke<boolean>("save_as", { video, words: dialogWords.copy() });
/** Asks for a folder and copies the files there; says how many, 0 when it is cancelled. */
export const saveCopies = (videos: VideoId[]) => invoke<number>("save_copies", { videos, words: dialogWords.copies() });

/** What the account was charged, by day and model. */
export const spending = () => invoke<SpendingView>("spending");

/** Opens the system's dialog and writes every charge as CSV; `false` when it is cancelled. */
export const saveSpending = () => invoke<boolean>("save_spending", { words: dialogWords.spending() });

/** Tries the key first. `clientId` makes it the secret of a pair; `replaces` is the account that gets another key. */
export const connect = (secret: string, clientId: string | null, replaces: string | null) =>
  invoke<Changed>("connect", { secret, clientId, replaces });

/** An account's id, or `demo`. */
export const useAccount = (id: string) => invoke<Changed>("use_account", { id });
export const renameAccount = (id: string, name: string) => invoke<Changed>("rename_account", { id, name });
export const forgetAccount = (id: string) => invoke<Changed>("forget_account", { id });

/** `system`, `none`, or an address. Without a password the one that is kept for this address stays. */
export const setProxy = (proxy: string, password: string | null) => invoke<Changed>("set_proxy", { proxy, password });
export const setLimits = (limits: Limits) => invoke<SettingsView>("set_limits", { limits });

/** The place for photos. Secrets go in with a draft and never come out. */
export const showHost = () => invoke<HostView>("show_host");
export const setHost = (draft: HostDraft) => invoke<HostView>("set_host", { draft });

/** Uploads a small picture to the place that is set, fetches it back, and deletes it. */
export const testHost = () => invoke<Trial>("test_host");

/** Opens the system's dialog and uses the ShareX uploader that is chosen; nothing changes when it is cancelled. */
export const pickUploader = () => invoke<HostView | null>("pick_uploader", { words: dialogWords.uploader() });

/** A code, or `system`. */
export const setLanguage = (language: string) => invoke<SettingsView>("set_language", { language });
export const setTheme = (theme: Theme) => invoke<SettingsView>("set_theme", { theme });
export const setNotices = (notices: NoticeSettings) => invoke<SettingsView>("set_notices", { notices });
export const setNames = (pattern: string, sidecars: boolean) => invoke<SettingsView>("set_names", { pattern, sidecars });
/** A name that this pattern would make; rejects with a sentence where it makes none. */
export const nameExample = (pattern: string) => invoke<string>("name_example", { pattern, ...exampleFacts() });
export const pickVideosFolder = () => invoke<SettingsView>("pick_videos_folder", { words: dialogWords.videosFolder() });

export const onStudio = (hear: (event: Event) => void): Promise<Stop> =>
  listen<Event>("studio", (event) => hear(event.payload));

/** Files hover over the window, have left it, or were let go over it. */
export const onDrag = (hear: (drag: DragEvent) => void): Promise<Stop> =>
  listen<DragEvent>("drag", (event) => hear(event.payload));
/** The person wants to close while videos are under way; it stays open until `quit`. */
export const onClosing = (hear: (closing: UnderWay) => void): Promise<Stop> => listen<UnderWay>("closing", (event) => hear(event.payload));
export const quit = () => invoke<void>("quit");
/** The person does not close after all. */
export const stay = () => invoke<void>("stay");

/** Opens what is to be said of others' works, in the system's own viewer. */
export const openLicences = () => invoke<void>("open_licences");
/** A notice outside the window; the shell shows none to who looks at the window, or wants none. */
export const notify = (title: string, body: string) => invoke<void>("notify", { title, body });
