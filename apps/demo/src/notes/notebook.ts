import { ToolError } from '@toolgate/core';
import type { Country } from 'world-countries';

/** What somebody wrote about a country. */
export interface Note {
  readonly text: string;
  /** Name of the caller who wrote it. */
  readonly by: string;
  /** When, in ISO 8601. */
  readonly at: string;
}

export interface NotebookLimits {
  /** Notes of one country. Default 20. */
  readonly perCountry?: number;
  /** Notes of all countries. Default 500. */
  readonly total?: number;
}

/** Notes by country, in memory: they end with the process. */
export class Notebook {
  readonly #perCountry: number;
  readonly #total: number;
  readonly #wallTime: () => number;
  readonly #notes = new Map<string, readonly Note[]>();
  #count = 0;

  constructor({ perCountry = 20, total = 500 }: NotebookLimits, wallTime: () => number) {
    this.#perCountry = perCountry;
    this.#total = total;
    this.#wallTime = wallTime;
  }

  /** Notes of a country, oldest first. */
  of({ cca3 }: Country): readonly Note[] {
    return this.#notes.get(cca3) ?? [];
  }

  /** Throws a ToolError where the country or the notebook is full. */
  add(country: Country, text: string, by: string): Note {
    const notes = this.of(country);
    if (notes.length >= this.#perCountry) {
      const name = country.name.common;
      throw full(`${name} has ${notes.length} notes, the most a country can have: note it on another country.`);
    }
    if (this.#count >= this.#total) {
      throw full(`The notebook holds ${this.#count} notes, the most it can: it empties when the server restarts.`);
    }
    const note: Note = { text, by, at: new Date(this.#wallTime()).toISOString() };
    this.#notes.set(country.cca3, [...notes, note]);
    this.#count++;
    return note;
  }

  /** Removes the notes of a country; answers how many there were. */
  clear(country: Country): number {
    const removed = this.of(country).length;
    this.#notes.delete(country.cca3);
    this.#count -= removed;
    return removed;
  }
}

function full(message: string): ToolError {
  return new ToolError('NOTES_FULL', message);
}
