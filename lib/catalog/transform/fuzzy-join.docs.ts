import { example } from '../example'

/** The docs page of transform.fuzzy-join. */
export const fuzzyJoinDocs = `
Looks up rows by text that is alike, not equal: names with slips of the pen, companies with and without “Ltd”. For each left text it takes the right text that is most alike, if it is alike enough, or all that are.

**Similarity** goes from 0 to 1, which is equal.

- **Jaro–Winkler**: letters in common, roughly at the same place, with a common beginning counting more. For names of people and places.
- **Levenshtein**: 1 − (letters to insert, delete or change) / (length of the longer text). For codes and longer texts.

Both count bytes, so a letter outside of A to Z counts as two or more. With **Ignore case, accents and spaces**, texts are compared in lower case, without accents, with single spaces.

**Columns**: all of the left table, all of the right one (names that are taken get the suffix), and the similarity. **Order**: by the left rows; several matches by similarity, the most alike first, then by the right rows. Of texts that are equally alike, the one that comes first in the right table is the best. Missing and empty texts match nothing.

Every different left text is compared with every different right one. Up to 300 million comparisons are made; beyond that, name columns that must be equal, such as the country, and only texts within them are compared.

${example(
  [
    { id: 'orders', component: 'data.enter@1', params: { table: { columns: [{ name: 'customer', type: 'text' }], rows: [['Jonh Smith'], ['ANA  GARCÍA'], ['Zoe']] } } },
    { id: 'people', component: 'data.enter@1', params: { table: { columns: [{ name: 'id', type: 'integer' }, { name: 'name', type: 'text' }], rows: [['1', 'Ana Garcia'], ['2', 'John Smith']] } } },
    { id: 'match', component: 'transform.fuzzy-join@1', params: { left: 'customer', right: 'name', threshold: 0.9 } },
  ],
  ['orders.table > match.left', 'people.table > match.right'],
)}
`
