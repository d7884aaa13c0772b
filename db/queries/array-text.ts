/** A column of rows as PostgreSQL reads an array: numbers, and whole numbers as text. */
export const arrayText = <T>(rows: readonly T[], cell: (row: T) => string | number | null): string => `{${rows.map((row) => cell(row) ?? 'null').join(',')}}`
