/** The settings that a video brought along, while the person is asked what to do with them. */
import type { Event } from "../bindings/Event";
import type { Recipe } from "../bindings/Recipe";

class Recipes {
  shown = $state.raw<Recipe | null>(null);

  /** A second video replaces the question about the first. */
  hear(event: Event): void {
    if (event.type === "recipe") this.shown = event.recipe;
  }
}

export const recipes = new Recipes();
