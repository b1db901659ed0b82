/** A made-up media server for looking at the window: drawn landscapes, and videos of the looker's own (`FAKE_VIDEO=file.mp4,other.mp4`). */
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SCENES = {
  dunes: `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#3d4f8f"/><stop offset=".55" stop-color="#e79a7c"/><stop offset="1" stop-color="#f6d7a8"/></linearGradient></defs><rect width="400" height="225" fill="url(#s)"/><circle cx="280" cy="118" r="26" fill="#fff1cf"/><path d="M0 150Q90 110 190 150T400 140V225H0Z" fill="#a65f4e"/><path d="M0 180Q120 140 230 180T400 176V225H0Z" fill="#6d3c3c"/>`,
  lake: `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#0f5e73"/><stop offset="1" stop-color="#5fc2b3"/></linearGradient></defs><rect width="400" height="225" fill="#b9d7e8"/><path d="M0 130L80 60L140 110L220 30L310 120L400 70V225H0Z" fill="#5c7390"/><rect y="135" width="400" height="90" fill="url(#s)"/>`,
  face: `<rect width="400" height="225" fill="#cdb7a6"/><circle cx="200" cy="98" r="52" fill="#f0cdb2"/><path d="M148 92Q150 40 200 40T252 92Q238 66 200 66T148 92Z" fill="#3a2a26"/><path d="M110 225Q120 158 200 158T290 225Z" fill="#40556b"/>`,
  white: `<rect width="400" height="225" fill="#fff"/>`,
  black: `<rect width="400" height="225" fill="#000"/>`,
};

/** A picture for each effect, told apart by colour and shape. */
function effectPoster(at: number): string {
  const hue = (at * 47) % 360;
  const shape = [
    `<circle cx="100" cy="100" r="52"/>`, `<rect x="52" y="52" width="96" height="96" rx="18"/>`, `<path d="M100 40L160 150H40Z"/>`,
    `<path d="M40 120Q70 40 100 120T160 120" stroke-width="22" stroke-linecap="round" fill="none"/>`,
  ][at % 4];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 200 200"><rect width="200" height="200" fill="hsl(${hue} 45% 34%)"/><g fill="hsl(${(hue + 40) % 360} 70% 72%)" stroke="hsl(${(hue + 40) % 360} 70% 72%)">${shape}</g></svg>`;
}

/** A quiet tone of so many seconds, as a WAV file: 8 bits, 8000 a second. */
function tone(seconds: number): Buffer {
  const rate = 8000;
  const length = Math.round(seconds * rate);
  const head = Buffer.from("RIFF....WAVEfmt ....................data....", "latin1");
  head.writeUInt32LE(36 + length, 4);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.writeUInt32LE(length, 40);
  const wave = Uint8Array.from({ length }, (_, at) => 128 + 20 * Math.sin((at / rate) * 2 * Math.PI * 330));
  return Buffer.concat([head, wave]);
}

export function fakeMedia(): Plugin {
  return {
    name: "fake-media",
    configureServer(server) {
      server.middlewares.use("/media", (request, response) => {
        const id = request.url?.split("/").at(-1) ?? "";
        if (/^\/(video|effect-preview)\//.test(request.url ?? "") && process.env.FAKE_VIDEO) {
          const films = process.env.FAKE_VIDEO.split(",");
          const bytes = readFileSync(films[Number(/\d+$/.exec(id)?.[0] ?? 0) % films.length] as string);
          const [from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "")?.slice(1).map(Number) ?? [0, 0];
          const end = to || bytes.length - 1;
          response.writeHead(206, {
            "content-type": "video/mp4",
            "accept-ranges": "bytes",
            "content-range": `bytes ${from}-${end}/${bytes.length}`,
            "access-control-allow-origin": "*",
          });
          response.end(bytes.subarray(from, end + 1));
          return;
        }
        if (request.url?.startsWith("/sound/")) {
          if (id === "odd") return void response.writeHead(404).end();
          response.writeHead(200, { "content-type": "audio/wav", "access-control-allow-origin": "*" });
          response.end(tone(id === "bell" ? 2.1 : 12.4));
          return;
        }
        if (request.url?.startsWith("/effect-poster/")) {
          response.writeHead(200, { "content-type": "image/svg+xml", "access-control-allow-origin": "*" });
          response.end(effectPoster(Number(/\d+$/.exec(id)?.[0] ?? 0)));
          return;
        }
        const scene = SCENES[id.replace(/-?\d*$/, "") as keyof typeof SCENES];
        if (!scene) {
          response.writeHead(404).end();
          return;
        }
        response.writeHead(200, { "content-type": "image/svg+xml", "access-control-allow-origin": "*" });
        response.end(
          `<svg xmlns="http://www.w3.org/2000/svg" width="1920" height="1080" viewBox="0 0 400 225" preserveAspectRatio="xMidYMid slice">${scene}</svg>`,
        );
      });
    },
  };
}
