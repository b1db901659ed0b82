/** Made-up effects, sounds, prompts and presets: what the composer offers besides models and photos. */
import type { EffectView } from "../src/bindings/EffectView";
import type { Preset } from "../src/bindings/Preset";
import type { PromptUse } from "../src/bindings/PromptUse";
import type { SoundView } from "../src/bindings/SoundView";

const NOW = Date.now();
const HOUR = 3_600_000;

const NAMES = [
  "Squish", "Fly away", "<b>Bold & brave</b>", "Inflate", "Cake cut", "Melt", "Confetti", "Angel wings", "Old film", "Snow globe", "Explode",
  "Crush it", "Spin around", "Zoom to the eyes", "Balloon", "Turn to stone", "Paper fold", "Neon city", "Water splash", "Muscle up",
];

/** 150 of them, some without a picture or a preview, as the service has them. */
export const effects: EffectView[] = Array.from({ length: 150 }, (_, at) => ({
  code: at === 0 ? "squish" : `effect_${at}`,
  name: at < NAMES.length ? (NAMES[at] as string) : `${NAMES[at % NAMES.length]} ${Math.floor(at / NAMES.length) + 1}`,
  hasPoster: at % 9 !== 4,
  hasPreview: at % 7 !== 5,
  favourite: at === 3 || at === 8,
  usedAt: at === 1 || at === 12 ? NOW - at * HOUR : null,
}));

const wave = (at: number) => Math.abs(Math.sin(at / 7) * Math.sin(at / 41 + 1)) * 0.9 + 0.05 * (at % 3);

/** One after the other, as they are picked: longer than most videos, shorter, and not to be decoded. */
export const sounds: SoundView[] = [
  { id: "wind", name: "Wind over the dunes, field recording (take 3).wav", seconds: 12.4, peaks: Array.from({ length: 240 }, (_, at) => wave(at)) },
  { id: "bell", name: "bell.mp3", seconds: 2.1, peaks: Array.from({ length: 240 }, (_, at) => Math.exp(-at / 50) * (0.7 + 0.3 * Math.sin(at))) },
  { id: "odd", name: "odd.amr", seconds: null, peaks: [] },
];

export const prompts: PromptUse[] = [
  { prompt: "Slow push in, warm wind lifting the sand, the sun flickers through haze", negativePrompt: "", usedAt: NOW - HOUR, uses: 4 },
  { prompt: "Clouds drift, water ripples gently", negativePrompt: "people, boats, camera shake", usedAt: NOW - 30 * HOUR, uses: 1 },
  { prompt: "She turns and smiles at the camera, hair moving in a light wind, golden hour, shallow depth of field, and then she looks down again and walks out of the picture to the left", negativePrompt: "", usedAt: NOW - 80 * HOUR, uses: 12 },
  { prompt: "Drone shot rising over the lake at dawn", negativePrompt: "", usedAt: NOW - 300 * HOUR, uses: 2 },
  ...Array.from({ length: 20 }, (_, at) => ({ prompt: `Gentle cinematic pan number ${at + 1}`, negativePrompt: "", usedAt: NOW - (400 + at) * HOUR, uses: 1 })),
];

export const presets: Preset[] = [
  { id: "s1", kind: "prompt", name: "Push in", text: "Slow push in, everything else stays still" },
  { id: "s2", kind: "prompt", name: "A preset with a name that is much too long to be shown whole anywhere", text: "Orbit to the left" },
  { id: "s3", kind: "negative", name: "No people", text: "people, faces, hands" },
];
