/** Makes a text field as high as its text, within the limits of its styles. */
import type { Attachment } from "svelte/attachments";

export function grows(text: () => string): Attachment<HTMLTextAreaElement> {
  return (field) => {
    void text();
    field.style.height = "auto";
    const borders = field.offsetHeight - field.clientHeight;
    field.style.height = `${field.scrollHeight + borders}px`;
  };
}
