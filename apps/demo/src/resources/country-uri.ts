/** Where clients read one country, and hear of new notes on it. `code` is the alpha-3 code. */
export const countryUri = (code: string): string => `atlas://countries/${code}`;
