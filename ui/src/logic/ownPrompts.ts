/** Prompts of their own for photos. Pure. */
import type { PhotoId } from "../bindings/PhotoId";

/** A photo that is named here has a prompt of its own, though it may still be blank. */
export type OwnPrompts = Readonly<Record<PhotoId, string>>;

/** What is sent: for photos that become videos, in their order, and nothing where the common prompt counts. */
export function sentPrompts(own: OwnPrompts, photos: readonly PhotoId[]): OwnPrompts {
  return Object.fromEntries(photos.flatMap((photo) => (own[photo]?.trim() ? [[photo, own[photo]]] : [])));
}

/** Without the photos that left the tray. */
export function withoutGone(own: OwnPrompts, tray: readonly { id: PhotoId }[]): OwnPrompts {
  const gone = Object.keys(own).filter((photo) => !tray.some(({ id }) => id === photo));
  return gone.length === 0 ? own : Object.fromEntries(Object.entries(own).filter(([photo]) => !gone.includes(photo)));
}

/** `null`: the photo goes back to the common prompt. */
export function withOwn(own: OwnPrompts, photo: PhotoId, prompt: string | null): OwnPrompts {
  const { [photo]: _, ...rest } = own;
  return prompt === null ? rest : { ...rest, [photo]: prompt };
}
