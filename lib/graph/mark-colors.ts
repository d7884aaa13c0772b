/** Colours of notes and groups, by their names in the palette. */
export const markColors = ['yellow', 'blue', 'green', 'teal', 'red', 'grey'] as const
