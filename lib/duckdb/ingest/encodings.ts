/** Encodings that a file may be said to have, by their names in the web's Encoding standard. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'iso-8859-2', 'windows-1251', 'shift_jis', 'gb18030'] as const
