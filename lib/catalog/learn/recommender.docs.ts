import { example, type ExampleNode } from '../example'

/** Two circles of readers, each of whom has read most books of its own shelf. */
const readers: ExampleNode = {
  id: 'read',
  component: 'data.enter@1',
  params: {
    table: {
      columns: [
        { name: 'reader', type: 'text' },
        { name: 'book', type: 'text' },
        { name: 'stars', type: 'integer' },
      ],
      rows: Array.from({ length: 8 }, (_, reader) =>
        Array.from({ length: 8 }, (__, book) => [`reader ${reader + 1}`, `${book < 4 ? 'crime' : 'poetry'} ${(book % 4) + 1}`, reader % 2 === (book < 4 ? 0 : 1) ? '5' : '2'] as string[]).filter((___, book) => (reader * 3 + book * 5) % 4 !== 0),
      ).flat(),
    },
  },
}

/** The docs page of learn.recommender. */
export const recommenderDocs = `
Learns what users think of items that they have not met, from those that they have. Users and items get a few numbers each, their factors, such that the product of both tells the interest (matrix factorisation by alternating least squares).

- **With ratings**, the score is the expected rating: a mean, plus what this user rates higher or lower, plus what this item is rated, plus the product of factors.
- **Without ratings**, each row tells that a user bought, read or clicked an item. What did not happen counts too, though less. The score is about 1 where interest is expected and about 0 where not; it is no probability.
- Several rows of the same pair become one: of ratings the mean, else how often it happened.
- **Recommendations** names for each user the items with the highest scores. With *Only new items* those that the user knows are left out. Connect a table of users to get only theirs. Users without any row cannot be told about.
- **Scored pairs** adds the score to a table of users and items; it is missing where one of them is unknown.

**Back-test.** A share of each user’s deeds is hidden, at random or the latest by a time column, and the rest is learned from. It tells the error of hidden ratings (RMSE, MAE) against that of the item’s mean rating, and for the lists how many of the named items were hidden ones (precision), how many of the hidden ones were named (recall), whether they stood first (NDCG), and for how many users at least one was right (hit rate), each against a list of the most popular items. Of ratings only hidden ones from the mean on count as wanted. If factors do not beat popularity, recommend what is popular.

${example([readers, { id: 'recommend', component: 'learn.recommender@1', params: { user: 'reader', item: 'book', rating: 'stars', factors: 2, top: 2 } }], ['read.table > recommend.table'])}
`
