/** What a line over time or numbers can show of a column. */
export const lineMeasures = ['mean', 'median', 'sum', 'min', 'max', 'count'] as const
