import { gzipSync } from 'node:zlib'
import { zip } from '../../lib/duckdb/zip'
import type { Case, OptionCase } from './cases'

const people = [[1, 'Ann Lee', 'Prague', 3], [20, 'Bo', 'New York', 44], [3, null, 'Oslo', 5]]

/** Forms that are no plain delimited text, and headers that are no single line. */
export const oddCases: Case[] = [
  { title: 'fixed width with a gap in a column, told', content: 'id   name      city      n\n1    Ann Lee   Prague    3\n20   Bo        New York  44\n3              Oslo      5\n', names: ['id', 'name', 'city', 'n'], types: 'integer text text integer', rows: people, notes: ['fixed positions: 1, 6, 16, 26'] },
  { title: 'fixed width with comments and numbers to the right', content: '# a report\nitem        price  left\npear         1.50    10\nblue plum   12.25\nfig          0.75     7\n', names: ['item', 'price', 'left'], types: 'text number integer', rows: [['pear', 1.5, 10], ['blue plum', 12.25, null], ['fig', 0.75, 7]] },
  { title: 'names in two lines, the upper merged, told', content: ',2019,,2020,\nname,first,second,first,second\nAnn,1,2,3,4\nBo,5,6,7,8\n', names: ['name', '2019 first', '2019 second', '2020 first', '2020 second'], types: 'text integer integer integer integer', rows: [['Ann', 1, 2, 3, 4], ['Bo', 5, 6, 7, 8]], notes: ['first two lines look like one header'] },
  { title: 'units below the names, told', content: 'name,weight,height\n,(kg),(cm)\nAnn,60,170\nBo,80,180\n', names: ['name', 'weight (kg)', 'height (cm)'], types: 'text integer integer', rows: [['Ann', 60, 170], ['Bo', 80, 180]], notes: ['first two lines look like one header'] },
  { title: 'a first row of words below one header stays a row', content: 'name,weight,note\nAnn,unknown,\nBo,80,x\nCy,70,y\n', names: ['name', 'weight', 'note'], rows: [['Ann', 'unknown', null], ['Bo', '80', 'x'], ['Cy', '70', 'y']] },
  { title: 'tabs with commas and quotes inside', fileName: 'a.tsv', content: 'a\tb\n1\tx, y\n2\tsay "z"\n', rows: [[1, 'x, y'], [2, 'say "z"']] },
  { title: 'a TSV of one column', fileName: 'a.tsv', content: 'a,b\n1\n2\n', names: ['a,b'], rows: [[1], [2]] },
  { title: 'a JSON array over several lines', fileName: 'a.json', content: '[\n  {"a": 1, "b": "x"},\n  {"b": "y", "a": 2}\n]\n', names: ['a', 'b'], types: 'integer text', rows: [[1, 'x'], [2, 'y']] },
  { title: 'JSON lines with a field that is not always there', fileName: 'a.jsonl', content: '{"a":1}\n{"a":2,"b":"y"}\n', names: ['a', 'b'], rows: [[1, null], [2, 'y']] },
  { title: 'JSON with ids as text and dates', fileName: 'a.json', content: '[{"id":"007","when":"2024-01-31"},{"id":"010","when":"2024-02-01"}]', types: 'text date', rows: [['007', '2024-01-31'], ['010', '2024-02-01']] },
  { title: 'JSON of mixed kinds, told', fileName: 'a.json', content: '[{"v":1},{"v":"two"},{"v":true}]', types: 'text', rows: [['1'], ['two'], ['true']], notes: ['several kinds'] },
  { title: 'JSON that is named as text', fileName: 'a.txt', content: '[{"a":1},{"a":2}]', rows: [[1], [2]] },
  { title: 'gzip', fileName: 'a.csv.gz', content: gzipSync('a;b\n1;x\n2;y\n'), names: ['a', 'b'], rows: [[1, 'x'], [2, 'y']] },
  { title: 'a zip archive of one file', fileName: 'a.zip', content: zip({ 'in/a.tsv': 'a\tb\n1\tx\n2\ty\n' }), names: ['a', 'b'], rows: [[1, 'x'], [2, 'y']], notes: ['a.tsv'] },
  { title: 'one column', content: 'v\n1\n2\n', names: ['v'], types: 'integer', rows: [[1], [2]] },
  { title: 'one column of sentences', content: 'text\nIt rains.\nIt is dry, at last.\n', rows: [['It rains.'], ['It is dry, at last.']] },
  { title: 'one value', content: '5', names: ['column_1'], rows: [[5]] },
  { title: 'a column that is empty throughout', content: 'a,b\n1,\n2,\n', types: 'integer text', rows: [[1, null], [2, null]] },
  { title: 'spaces around names and values', content: ' a , b \n 1 , x \n 2 , y \n', names: ['a', 'b'], rows: [[1, ' x '], [2, ' y ']] },
  { title: 'a quote in the middle of a value', content: 'a,b\n1,5" pipe\n2,6" pipe\n', rows: [[1, '5" pipe'], [2, '6" pipe']] },
  { title: 'backslashes are characters', content: 'a,b\n1,C:\\new\n2,D:\\temp\n', rows: [[1, 'C:\\new'], [2, 'D:\\temp']] },
  { title: 'names in other scripts', content: 'имя,年,größe\nЯна,2024,1.5\nОля,2023,2\n', names: ['имя', '年', 'größe'], rows: [['Яна', 2024, 1.5], ['Оля', 2023, 2]] },
  { title: 'faces and joined signs', content: 'a,b\n1,👩‍🔬\n2,é\n', rows: [[1, '👩‍🔬'], [2, 'é']] },
  { title: 'a file that ends in the middle of a row', content: 'a,b,c\n1,x,1.5\n2,y,2.5\n3,z', rows: [[1, 'x', 1.5], [2, 'y', 2.5]], rejected: 1 },
  { title: 'two kinds of dates in one column', content: 'v\n2024-01-31\n31 Jan 2024\n', types: 'text', rows: [['2024-01-31'], ['31 Jan 2024']] },
  { title: 'numbers with a unit stay text', content: 'v\n5 kg\n6 kg\n', types: 'text', rows: [['5 kg'], ['6 kg']] },
  { title: 'money stays text', content: 'v\n$5\n$6\n', types: 'text', rows: [['$5'], ['$6']] },
  { title: 'percent stays text', content: 'v\n5%\n60%\n', types: 'text', rows: [['5%'], ['60%']] },
  { title: 'telephone numbers', content: 'v\n+420 777 123 456\n+420 777 654 321\n', types: 'text', rows: [['+420 777 123 456'], ['+420 777 654 321']] },
  { title: 'versions are no numbers', content: 'v\n1.2.3\n1.10.0\n', types: 'text', rows: [['1.2.3'], ['1.10.0']] },
  { title: 'a repeated header line is set in as a row', content: 'a,b\n1,x\na,b\n2,y\n', types: 'text text', rows: [['1', 'x'], ['a', 'b'], ['2', 'y']] },
  { title: 'times with zones', content: 'v\n2024-01-31 10:00:00+02:00\n2024-01-31 12:00:00+00:00\n', types: 'timestamp', rows: [['2024-01-31T08:00:00Z'], ['2024-01-31T12:00:00Z']] },
]

/** What a person says besides. */
export const oddOptionCases: OptionCase[] = [
  { title: 'fixed positions without blanks between', content: 'AB12320240131\nCD45620240201\n', options: { delimiter: 'fixed', starts: [0, 2, 5], header: false }, rows: [['AB', 123, 20240131], ['CD', 456, 20240201]] },
  { title: 'fixed positions that leave the beginning out', content: 'xx1 a\nxx2 b\n', options: { delimiter: 'fixed', starts: [2, 4], header: false }, rows: [[1, 'a'], [2, 'b']] },
  { title: 'names in three lines', content: 'a,b\nx,y\nm,s\n1,2\n', options: { headerRows: 3 }, rows: [[1, 2]], names: ['a x m', 'b y s'] },
  { title: 'comments between the rows', content: '%top\na,b\n1,2\n%middle, with a comma\n3,4\n', options: { comment: '%' }, rows: [[1, 2], [3, 4]] },
  { title: 'comments of two characters', content: 'a,b\n1,2\n//,x\n3,4\n', options: { comment: '//' }, rows: [[1, 2], [3, 4]] },
  { title: 'missing markers of one column', content: 'a,b\n-9,-9\n1,2\n', options: { nullMarkersBy: { a: ['-9'] } }, rows: [[null, -9], [1, 2]] },
  { title: 'a missing marker of one column of texts', content: 'a,b\nunknown,unknown\nx,y\n', options: { nullMarkersBy: { a: ['Unknown'] } }, rows: [[null, 'unknown'], ['x', 'y']] },
  { title: 'the order of days by column', content: 'a,b\n01/02/2024,01/02/2024\n', options: { dateOrderBy: { a: 'dmy', b: 'mdy' } }, rows: [['2024-02-01', '2024-01-02']] },
  { title: 'other names', content: 'a,b\n1,x\n', options: { names: { a: 'b', b: 'c' } }, rows: [[1, 'x']], names: ['b', 'c'] },
  { title: 'Shift JIS', content: Buffer.from([0x61, 0x0a, 0x93, 0xfa, 0x96, 0x7b, 0x0a]), options: { encoding: 'shift_jis' }, rows: [['日本']] },
  { title: 'Latin-2', content: Buffer.from([0x61, 0x0a, 0xe8, 0xb9, 0x0a]), options: { encoding: 'iso-8859-2' }, rows: [['čš']] },
  { title: 'what is said of a column that is not there, told', content: 'a\n1\n', options: { types: { zip: 'text' } }, rows: [[1]], notes: ['no such column'] },
]
