/** What was done to a photo, in one line. Pure. */
import * as m from "$m";
import type { Notice } from "../bindings/Notice";
import type { PhotoView } from "../bindings/PhotoView";
import { list } from "./format";

/** `dunes.heic · 4032 × 2268 → JPEG 1920 × 1080, location removed`. Location stands for all private data. */
export function photoBadge({ name, original, prepared, notices }: PhotoView): string {
  const { width, height, format } = prepared;
  const from = { name, fromWidth: original.width, fromHeight: original.height, width, height };
  const sameFormat = original.format === format;
  const sameSize = original.width === width && original.height === height;
  const facts =
    sameFormat && sameSize
      ? m.photo_facts({ name, format, width, height })
      : sameFormat
        ? m.photo_changed_size(from)
        : m.photo_changed_format({ ...from, format });
  const hidesPrivate = notices.includes("locationRemoved");
  const words = notices
    .filter((notice) => !(hidesPrivate && notice === "privateDataRemoved"))
    .map(noticeWords)
    .filter((text) => text !== null);
  return list([facts, ...words]);
}

/** `null`: the line's facts say it already. */
function noticeWords(notice: Notice): string | null {
  switch (notice) {
    case "turned":
      return m.notice_turned();
    case "firstFrame":
      return m.notice_firstFrame();
    case "flattened":
      return m.notice_flattened();
    case "coloursConverted":
      return m.notice_coloursConverted();
    case "locationRemoved":
      return m.notice_locationRemoved();
    case "privateDataRemoved":
      return m.notice_privateDataRemoved();
    case "cropped":
      return m.notice_cropped();
    case "converted":
    case "scaledDown":
      return null;
  }
}
