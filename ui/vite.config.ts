import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { fakeMedia } from "./fake/media.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `--mode fake` puts a made-up engine behind the window, to look at it in any browser; builds for people never contain it. */
export default defineConfig(({ mode, command }) => {
  if (mode === "fake" && command === "build") throw new Error("The made-up engine is for looking at the window only.");
  return {
    plugins: [svelte(), ...(mode === "fake" ? [fakeMedia()] : [])],
    resolve: {
      alias: { $ipc: at(mode === "fake" ? "./fake/ipc.ts" : "./src/ipc.ts"), $m: at("./src/paraglide/messages.js") },
      // Component tests need the browser's side of Svelte.
      conditions: process.env.VITEST ? ["browser"] : undefined,
    },
    build: { target: ["es2022", "safari16"], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    test: { environment: "happy-dom", include: ["src/**/*.test.ts", "tests/**/*.test.ts"], restoreMocks: true, testTimeout: 60_000 },
  };
});
