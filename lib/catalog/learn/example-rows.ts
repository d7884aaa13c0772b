import type { ExampleNode } from '../example'

/** Rows enough to learn from: two measures of a flower, its kind, and a group of three; made by a fixed rule. */
export const exampleFlowers: ExampleNode = {
  id: 'flowers',
  component: 'data.enter@1',
  params: {
    table: {
      columns: [
        { name: 'kind', type: 'text' },
        { name: 'length', type: 'number' },
        { name: 'width', type: 'number' },
        { name: 'bed', type: 'text' },
      ],
      rows: Array.from({ length: 24 }, (_, at) => {
        const tall = at % 2
        return [tall ? 'lily' : 'daisy', (4 + tall * 2 + ((at * 7) % 11) / 10).toFixed(1), (2 + tall * 0.5 + ((at * 5) % 9) / 10).toFixed(1), `bed ${(at % 3) + 1}`]
      }),
    },
  },
}
