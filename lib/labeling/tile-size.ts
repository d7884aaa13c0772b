/** Pixels of a tile's side; those at the right and lower edge are filled up, beyond the image, with what means nothing. */
export const tileSize = 1_024
