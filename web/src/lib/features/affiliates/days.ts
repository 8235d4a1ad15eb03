/** The first moment of a day here, for the API. */
export const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
