/** What a video tells of how it was made, and what of that is used again. Pure. */
import type { PhotoId } from "../bindings/PhotoId";
import type { Recipe } from "../bindings/Recipe";
import type { Spec } from "../bindings/Spec";

/** Its photos, as far as they are in this library. */
export function photosOf({ photo, spec }: Recipe): PhotoId[] {
  return [photo, spec.endFrame].filter((id) => id !== null);
}

/** Its settings for a video that begins where it ends: the picture on which it ended would not move. */
export function specGoingOn({ spec }: Recipe): Spec {
  return { ...spec, endFrame: null };
}
