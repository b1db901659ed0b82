/** What speaks against a choice, as its control and its field show it. Pure. */
import type { Objection } from "../bindings/Objection";

/** What ties a control to what is said of it; to be spread onto the control. */
export interface Said {
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}

/** What is not there yet is no mistake, and is said without colour. */
export function isMistake({ blocks, code }: Objection): boolean {
  return blocks && code !== "noPhotos" && code !== "noPrompt";
}

/** `id`: of the list that says them. */
export function saidOf(id: string, objections: Objection[]): Said {
  return {
    "aria-describedby": objections.length > 0 ? id : undefined,
    "aria-invalid": objections.some(isMistake) || undefined,
  };
}
