/** The pictures in a paste. Pure, but for reading the clipboard it is given. */

/** Screenshots come without a name of their own. */
const UNNAMED = /^image\.\w+$/;

/** Empty where text was pasted: then the paste is the text field's. */
export function pastedPictures(clipboard: DataTransfer | null): File[] {
  if (!clipboard) return [];
  const files = [...clipboard.files];
  const items = [...clipboard.items].flatMap((item) => (item.kind === "file" ? (item.getAsFile() ?? []) : []));
  return (files.length > 0 ? files : items).filter((file) => file.type.startsWith("image/")).map(named);
}

/** Whether a paste is text: in a field it is the field's. */
export function isText(clipboard: DataTransfer | null): boolean {
  return clipboard?.types.includes("text/plain") ?? false;
}

/** Whether a paste is text that was formatted: office programs give a picture of it along. */
export function isFormatted(clipboard: DataTransfer | null): boolean {
  return isText(clipboard) && ["text/html", "text/rtf"].some((type) => clipboard?.types.includes(type));
}

/** Whether something takes text by itself. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null;
}

function named(file: File): File {
  if (file.name && !UNNAMED.test(file.name)) return file;
  const kind = file.type.slice("image/".length).split("+")[0] ?? "png";
  return new File([file], `pasted.${kind === "jpeg" ? "jpg" : kind}`, { type: file.type });
}
