/** Fits what a person chose to what a model can do. Pure: the choices themselves are kept, so that switching back brings them back. */
import type { ModelView } from "../bindings/ModelView";
import type { PhotoId } from "../bindings/PhotoId";
import type { PhotoView } from "../bindings/PhotoView";
import type { ResolutionView } from "../bindings/ResolutionView";
import type { Spec } from "../bindings/Spec";

/** Nothing chosen yet: a quiet, cheap middle. */
const FIRST_RESOLUTION = "720p";
const FEWEST = 1;

/** The nearest spec that `model` can carry out; with no model, the choices as they stand. */
export function fitSpec(wanted: Spec, model: ModelView | undefined): Spec {
  if (!model) return wanted;
  const resolution = fitResolution(wanted.resolution, model.resolutions);
  return {
    ...wanted,
    model: model.value,
    resolution: resolution?.value ?? wanted.resolution,
    seconds: nearest(wanted.seconds, resolution?.seconds ?? []),
    count: Math.min(Math.max(wanted.count, FEWEST), Math.max(model.maxCount, FEWEST)),
    endFrame: model.endFrame ? wanted.endFrame : null,
    extendPrompt: model.extendPrompt && wanted.extendPrompt,
    sound: fitSound(wanted.sound, model),
  };
}

/** The model that is chosen; where none was ever chosen, the first that needs no paid plan. */
export function chosenModel(wanted: Spec, models: ModelView[]): ModelView | undefined {
  if (wanted.model === "") return models.find((model) => !model.needsPlan) ?? models[0];
  return models.find((model) => model.value === wanted.model);
}

/** The photos that become videos: all of the tray but the end frame, unless that is the only one. */
export function photosToAnimate(tray: PhotoView[], endFrame: PhotoId | null): PhotoId[] {
  const others = tray.filter((photo) => photo.id !== endFrame);
  return (others.length > 0 ? others : tray).map((photo) => photo.id);
}

function fitResolution(wanted: string, offered: ResolutionView[]): ResolutionView | undefined {
  const same = offered.find((resolution) => resolution.value === wanted);
  if (same) return same;
  const goal = lines(wanted) ?? lines(FIRST_RESOLUTION) ?? 0;
  const distance = (resolution: ResolutionView) => Math.abs((lines(resolution.value) ?? Infinity) - goal);
  return offered.reduce<ResolutionView | undefined>(
    (best, next) => (best && distance(best) <= distance(next) ? best : next),
    undefined,
  );
}

/** `720p` is 720 lines, `4k` 2160; nothing else is understood. */
function lines(resolution: string): number | undefined {
  const match = /^(\d+)\s*([pk])$/i.exec(resolution.trim());
  if (!match) return undefined;
  const number = Number(match[1]);
  return match[2]?.toLowerCase() === "k" ? number * 540 : number;
}

/** The nearest offered length; of two equally near ones the shorter, which costs less. */
function nearest(wanted: number, offered: number[]): number {
  return offered.reduce<number | undefined>(
    (best, next) => (best !== undefined && Math.abs(best - wanted) <= Math.abs(next - wanted) ? best : next),
    undefined,
  ) ?? wanted;
}

/** A file of the person's goes with every model. */
function fitSound(wanted: Spec["sound"], model: ModelView): Spec["sound"] {
  if (model.sound?.required && wanted.kind === "none") return { kind: "ai" };
  if (!model.sound && wanted.kind === "ai") return { kind: "none" };
  return wanted;
}
