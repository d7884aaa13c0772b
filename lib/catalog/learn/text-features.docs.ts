import { example, type ExampleNode } from '../example'

const reviews: ExampleNode = {
  id: 'reviews',
  component: 'data.enter@1',
  params: {
    table: {
      columns: [{ name: 'review', type: 'text' }, { name: 'liked', type: 'boolean' }],
      rows: [['good tea, good price', 'true'], ['the tea was cold', 'false'], ['not good, and cold', 'false'], ['very good price', 'true'], [null, 'true']],
    },
  },
}

/** The docs page of learn.text-features. */
export const textFeaturesDocs = `
Makes numbers of texts, so that a model can learn from them. Words are runs of two or more letters or digits, in lower case; punctuation is left out. A missing text has no words.

- **TF-IDF** gives each of the most frequent words a column, named after the text column and the word. Its value is how often the word stands in the text, times ln((1 + rows) / (1 + rows with the word)) + 1; the values of a row are then scaled to length 1, so that long texts count no more than short ones.
- **Hashing** gives a fixed number of columns, and each word goes to one of them by a hash of it. Words may share a column, and columns have numbers instead of names; but nothing is learned.
- **Words in a row:** 2 takes pairs of neighbouring words too, 3 also triples.
- **Rows with the word** leaves rare words out; a word that stands in one text tells nothing about others.
- **Other rows**, such as test rows, get the same columns with the weights of the first table. Connect them here, or connect **Transformation** to Apply transformation for any further table; texts that are made into columns by a step of their own would get other words.

Some hundred columns suffice for most models; each is a number in every row.

${example([reviews, { id: 'words', component: 'learn.text-features@1', params: { column: 'review', columns: 20, ngrams: 2 } }], ['reviews.table > words.table'])}
`
