/** The models, tags and days that the library can be narrowed to: asked for when somebody is about to choose among them. */
import * as ipc from "$ipc";
import type { Facets } from "../bindings/Facets";
import { failureOf, type Told } from "../logic/engineWords";
import { latest } from "../logic/latest";

class FacetsStore {
  /** As last answered. */
  value = $state.raw<Facets>({ models: [], tags: [], days: [] });
  error = $state.raw<Told | null>(null);
  #ask = latest(ipc.listFacets);

  async refresh(): Promise<void> {
    const answer = await this.#ask();
    if (answer.kind === "overtaken") return;
    this.error = answer.kind === "error" ? failureOf(answer.error) : null;
    if (answer.kind === "answer") this.value = answer.value;
  }
}

export const facets = new FacetsStore();
