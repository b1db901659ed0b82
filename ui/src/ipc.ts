/**
 * The window's side of the shell's commands and events: the only file that imports Tauri.
 * Nothing but ids and view models crosses here, never a path, and a key only inwards. Every command rejects with `Error`.
 */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { AccountView } from "./bindings/AccountView";
import type { Delete } from "./bindings/Delete";
import type { EffectView } from "./bindings/EffectView";
import type { Event } from "./bindings/Event";
import type { Filter } from "./bindings/Filter";
import type { Found } from "./bindings/Found";
import type { Imported } from "./bindings/Imported";
import type { ModelView } from "./bindings/ModelView";
import type { OfferId } from "./bindings/OfferId";
import type { PhotoId } from "./bindings/PhotoId";
import type { PhotoView } from "./bindings/PhotoView";
import type { Quote } from "./bindings/Quote";
import type { RequestId } from "./bindings/RequestId";
import type { Spec } from "./bindings/Spec";
import type { Theme } from "./bindings/Theme";
import type { VideoId } from "./bindings/VideoId";
import type { VideoPage } from "./bindings/VideoPage";
import type { VideoView } from "./bindings/VideoView";
import type { DragPhase } from "./bindings/DragPhase";
import type { SettingsView } from "./bindings/SettingsView";
import type { Start } from "./bindings/Start";

/** Stops listening. */
export type Stop = () => void;

export interface ListVideos {
  filter: Filter;
  search: string;
  after: VideoId | null;
  limit: number;
}

export const start = () => invoke<Start>("start");
export const listModels = () => invoke<ModelView[]>("list_models");
export const listEffects = () => invoke<EffectView[]>("list_effects");
export const refreshAccount = () => invoke<AccountView>("refresh_account");

/** Opens the system's dialog; empty when it is cancelled. */
export const pickPhotos = () => invoke<Imported>("pick_photos");
/** As `pickPhotos`, for a folder with everything in it. */
export const pickPhotoFolder = () => invoke<Imported>("pick_photo_folder");

/** What was taken in so far stays. */
export const cancelImport = () => invoke<void>("cancel_import");
export const importSamples = () => invoke<Imported>("import_samples");
export const removeFromTray = (photos: PhotoId[]) => invoke<PhotoView[]>("remove_from_tray", { photos });

export const acceptCrop = (offer: OfferId) => invoke<PhotoView>("accept_crop", { offer });
export const undoCrop = (photo: PhotoId) => invoke<void>("undo_crop", { photo });
export const dismissOffer = (offer: OfferId) => invoke<void>("dismiss_offer", { offer });

/** A picture from the clipboard. The bytes travel raw; the name is a header and therefore encoded. */
export const importBytes = (name: string, bytes: Uint8Array) =>
  invoke<Imported>("import_bytes", bytes, { headers: { name: encodeURIComponent(name) } });

/** What is on the clipboard and what it names: pictures, files, links, paths. The shell looks; empty when there is none of that. */
export const importClipboard = () => invoke<Imported>("import_clipboard");

export const quote = (spec: Spec, photos: PhotoId[]) => invoke<Quote>("quote", { spec, photos });

/** The same `press` is never carried out twice. */
export const create = (press: string, spec: Spec, photos: PhotoId[]) =>
  invoke<VideoView[]>("create", { press, spec, photos });

export const listVideos = (query: ListVideos) => invoke<VideoPage>("list_videos", { ...query });
export const find = (request: RequestId) => invoke<Found>("find", { request });
export const retry = (video: VideoId) => invoke<VideoView[]>("retry", { video });
export const keep = (video: VideoId, kept: boolean) => invoke<VideoView>("keep", { video, kept });
export const deleteVideo = (video: VideoId, what: Delete) => invoke<void>("delete", { video, what });
export const reveal = (video: VideoId) => invoke<void>("reveal", { video });
export const openInPlayer = (video: VideoId) => invoke<void>("open_in_player", { video });

/** Opens the system's dialog; `false` when it is cancelled. */
export const saveAs = (video: VideoId) => invoke<boolean>("save_as", { video });

/** Tries the key first; it is kept for this session only. */
export const connect = (key: string) => invoke<AccountView>("connect", { key });
export const disconnect = () => invoke<AccountView>("disconnect");
export const setTheme = (theme: Theme) => invoke<SettingsView>("set_theme", { theme });
export const pickVideosFolder = () => invoke<SettingsView>("pick_videos_folder");

export const onStudio = (hear: (event: Event) => void): Promise<Stop> =>
  listen<Event>("studio", (event) => hear(event.payload));

/** Files hover over the window, or have left it. */
export const onDrag = (hear: (phase: DragPhase) => void): Promise<Stop> =>
  listen<DragPhase>("drag", (event) => hear(event.payload));
