/** Names in a page's address that belong to the result that is open; another result starts without them. */
export const resultParams = ['show', 'filter', 'sort', 'chart', 'x', 'y', 'by', 'cols', 'how', 'bins', 'at', 'class', 'group', 'costs', 'tree'] as const
export const noResultParams: Record<string, null> = Object.fromEntries(resultParams.map((name) => [name, null]))
