/** Everything that was chosen for a video and what came of it, row by row, in words. Pure. */
import * as m from "$m";
import type { PhotoId } from "../bindings/PhotoId";
import type { Recipe } from "../bindings/Recipe";
import type { Sound } from "../bindings/Sound";
import type { Spec } from "../bindings/Spec";
import type { VideoView } from "../bindings/VideoView";
import { credits, fineClock, integer, list, moment, size } from "./format";

export interface Detail {
  name: string;
  value: string;
  /** A photo that it is about. */
  photo?: PhotoId;
}

type Row = [name: string, value: string | null, photo?: PhotoId];

/** `effectName`: as the service names it now. */
export function details(video: VideoView, effectName: string | undefined): Detail[] {
  const { spec, file } = video;
  return told([
    ...chosen(spec, video.modelLabel, effectName),
    [m.detail_price(), priceOf(video)],
    [m.detail_photo(), video.photoName, video.photo],
    [m.detail_end_frame(), spec.endFrame === null ? null : m.detail_end_frame_value(), spec.endFrame ?? undefined],
    [m.detail_tags(), video.tags.length > 0 ? list(video.tags) : null],
    [m.detail_made(), moment(video.createdAt)],
    [m.detail_saved(), video.savedAt === null ? null : moment(video.savedAt)],
    [m.detail_file(), file && file.name],
    [m.detail_picture(), file && m.detail_picture_value({ width: file.width, height: file.height })],
    [m.detail_runs(), file && fineClock(file.seconds)],
    [m.detail_bytes(), file && size(file.bytes)],
  ]);
}

/** What a video tells that came from elsewhere. */
export function recipeDetails({ spec, photo, modelLabel, createdAt }: Recipe, effectName: string | undefined): Detail[] {
  return told([
    ...chosen(spec, modelLabel, effectName),
    [m.detail_photo(), photo === null ? null : m.detail_photo_here(), photo ?? undefined],
    [m.detail_made(), moment(createdAt)],
  ]);
}

function chosen(spec: Spec, modelLabel: string, effectName: string | undefined): Row[] {
  return [
    [m.detail_prompt(), spec.prompt],
    [m.detail_extended(), spec.extendPrompt ? m.detail_yes() : null],
    [m.detail_negative(), spec.negativePrompt],
    [m.detail_effect(), spec.effect && (effectName ?? spec.effect)],
    [m.detail_model(), modelLabel],
    [m.detail_resolution(), spec.resolution],
    [m.detail_length(), m.detail_length_value({ seconds: spec.seconds })],
    [m.detail_count(), integer(spec.count)],
    [m.detail_sound(), soundWords(spec.sound)],
  ];
}

/** Only what there is. */
function told(rows: Row[]): Detail[] {
  return rows.flatMap(([name, value, photo]) => (value ? [photo ? { name, value, photo } : { name, value }] : []));
}

function priceOf({ credits: charged }: VideoView): string {
  return charged === null ? m.detail_price_unknown() : m.cost_credits({ count: charged, shown: credits(charged) });
}

function soundWords(sound: Sound): string {
  switch (sound.kind) {
    case "none":
      return m.detail_sound_none();
    case "ai":
      return m.detail_sound_ai();
    case "file":
      return m.detail_sound_file();
    case "link":
      return sound.url;
  }
}
