import type { ReadingOptions } from '@/lib/duckdb/ingest/options'

export interface Case {
  title: string
  content: string | Uint8Array
  fileName?: string
  names?: string[]
  /** In order of the columns. */
  types?: string
  rows: unknown[][]
  /** Parts of what the person is told. */
  notes?: string[]
  rejected?: number
}

const ab = [[1, 'x'], [2, 'y']]
const abTypes = 'integer text'
const table = (content: string | Uint8Array, title: string): Case => ({ title, content, names: ['a', 'b'], types: abTypes, rows: ab })
const one = (title: string, values: string[], type: string, wanted: unknown[], notes: string[] = [], head = 'v'): Case => ({ title, content: `${head}\n${values.join('\n')}\n`, types: type, rows: wanted.map((value) => [value]), notes })
const wide = (text: string, mark: boolean) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')

export const cases: Case[] = [
  table('a,b\n1,x\n2,y\n', 'commas'),
  table('a;b\n1;x\n2;y\n', 'semicolons'),
  table('a|b\n1|x\n2|y\n', 'bars'),
  table('a\tb\n1\tx\n2\ty\n', 'tabs'),
  table('a^b\n1^x\n2^y\n', 'carets'),
  table('a\u0001b\n1\u0001x\n2\u0001y\n', 'control characters as delimiters'),
  { title: 'columns set apart by spaces', content: 'id   first name  n\n1    Ann Lee     3\n20   Bo          44\n', names: ['id', 'first name', 'n'], types: 'integer text integer', rows: [[1, 'Ann Lee', 3], [20, 'Bo', 44]] },
  table("'a','b'\n'1','x'\n'2','y'\n", 'apostrophes as quotes'),
  table('"a","b"\n"1","x"\n"2","y"\n', 'everything quoted'),
  { title: 'apostrophes inside words', content: "a,b\n1,it's\n2,dogs'\n", rows: [[1, "it's"], [2, "dogs'"]] },
  { title: 'doubled quotes', content: 'a,b\n1,"say ""x"""\n2,y\n', rows: [[1, 'say "x"'], [2, 'y']] },
  { title: 'delimiters in quotes', content: 'a;b\n1;"x;y"\n2;z\n', rows: [[1, 'x;y'], [2, 'z']] },
  { title: 'quoted line breaks', content: 'a,b\n1,"x\ny"\n2,z\n', rows: [[1, 'x\ny'], [2, 'z']] },
  { title: 'quoted line breaks of Windows', content: 'a,b\r\n1,"x\r\ny"\r\n2,z\r\n', rows: [[1, 'x\r\ny'], [2, 'z']] },
  table('a,b\r\n1,x\r\n2,y\r\n', 'line ends of Windows'),
  table('a,b\r1,x\r2,y\r', 'carriage returns alone'),
  table('a,b\r\n1,x\n2,y\r\n', 'mixed line ends'),
  table('a,b\n1,x\n2,y', 'no line end at the end'),
  table('a,b\n\n1,x\n\n2,y\n\n', 'blank lines'),
  table('\ufeffa,b\n1,x\n2,y\n', 'a UTF-8 byte order mark'),
  table(wide('a,b\n1,x\n2,y\n', true), 'UTF-16 LE with its mark'),
  table(wide('a,b\n1,x\n2,y\n', false), 'UTF-16 LE without a mark'),
  table(wide('a,b\n1,x\n2,y\n', true).swap16(), 'UTF-16 BE with its mark'),
  table(wide('a,b\n1,x\n2,y\n', false).swap16(), 'UTF-16 BE without a mark'),
  { title: 'Latin-1', content: Buffer.from('a,b\n1,caf\xe9\n', 'latin1'), rows: [[1, 'café']], notes: ['Windows-1252'] },
  { title: 'Windows-1252 with its euro sign', content: Buffer.from('a,b\n1,\x80 5\n', 'latin1'), rows: [[1, '€ 5']] },
  table('a,b,\n1,x,\n2,y,\n', 'a delimiter at the end of every line'),
  table('a,b\n1,x,\n2,y,\n', 'a delimiter at the end of every line but the header'),
  table('# made by x\n# in 2024\na,b\n1,x\n2,y\n', 'comments above the header'),
  { title: 'a title above the header, told', content: 'Report of sales\n\na,b,c\n1,x,1.5\n2,y,2\n', names: ['a', 'b', 'c'], rows: [[1, 'x', 1.5], [2, 'y', 2]], notes: ['The first 2 lines were skipped'] },
  { title: 'a header that begins with #', content: '#a,b\n1,x\n2,y\n', names: ['#a', 'b'], rows: ab },
  { title: 'repeated names', content: 'a,a,A\n1,2,3\n', names: ['a', 'a_2', 'A_3'], rows: [[1, 2, 3]] },
  { title: 'empty names', content: 'a,,c\n1,2,3\n', names: ['a', 'column_2', 'c'], rows: [[1, 2, 3]] },
  { title: 'a name with a line end', content: '"a\nb",c\n1,2\n', names: ['a b', 'c'], rows: [[1, 2]] },
  { title: 'no header, told', content: '1,2\n3,4\n', names: ['column_1', 'column_2'], rows: [[1, 2], [3, 4]], notes: ['the columns were numbered'] },
  { title: 'row names without a heading, told', content: 'x,y\nr1,1,2\nr2,3,4\n', names: ['column_1', 'x', 'y'], rows: [['r1', 1, 2], ['r2', 3, 4]], notes: ['one name fewer'] },
  { title: 'a short row set aside', content: 'a,b\n1,x\n9\n2,y\n', rows: ab, rejected: 1, notes: ['1 row does not fit'] },
  { title: 'a long row set aside', content: 'a,b\n1,x\n9,9,9\n2,y\n', rows: ab, rejected: 1 },
  { title: 'several rows set aside', content: 'a,b\n1,x\n9,9,9\n8\n2,y\n', rows: ab, rejected: 2, notes: ['2 rows do not fit'] },
  { title: 'an end in the middle of a quote', content: 'a,b\n1,x\n2,y\n3,"z', rows: ab, rejected: 1 },
  { title: 'a header alone', content: 'a,b\n', names: ['a', 'b'], types: 'text text', rows: [] },
  { title: 'a header without a line end', content: 'a,b', names: ['a', 'b'], rows: [] },
  one('leading zeros', ['007', '010'], 'text', ['007', '010']),
  one('long integers', ['12345678901234567', '1'], 'text', ['12345678901234567', '1']),
  one('the largest exact integer', ['9007199254740991'], 'integer', [9007199254740991]),
  one('codes like 1e5', ['1e5', '2E3'], 'text', ['1e5', '2E3']),
  one('codes like 1e5 among digits', ['12', '1e5', '77'], 'text', ['12', '1e5', '77']),
  one('real exponents', ['1.5e-3', '-2e3'], 'number', [0.0015, -2000]),
  one('signs', ['+1', '-2'], 'integer', [1, -2]),
  one('mixed types', ['1', 'two', '3.5'], 'text', ['1', 'two', '3.5']),
  one('truth in capitals', ['TRUE', 'False', 'true'], 'boolean', [true, false, true]),
  one('yes and no stay words', ['yes', 'no'], 'text', ['yes', 'no']),
  one('zero and one stay numbers', ['0', '1'], 'integer', [0, 1]),
  ...['NA', 'N/A', 'null', '-', '?', 'NaN', 'None', '#N/A', '.'].map((marker) => one(`${marker} among numbers is missing`, ['1', marker, '3'], 'integer', [1, null, 3])),
  one('markers among words stay words', ['NA', 'x'], 'text', ['NA', 'x']),
  { title: 'decimal commas', content: 'a;b\n1,5;x\n-0,25;y\n', rows: [[1.5, 'x'], [-0.25, 'y']], notes: ['decimal comma'] },
  { title: 'decimal commas with points between thousands', content: 'a;b\n1.234,5;x\n2.345.678,25;y\n', rows: [[1234.5, 'x'], [2345678.25, 'y']], notes: ['points between thousands'] },
  { title: 'points between thousands, proved by another column', content: 'a;b\n1.234;1,5\n2.345;2,25\n', rows: [[1234, 1.5], [2345, 2.25]] },
  { title: 'commas between thousands', content: 'a,b\n"1,234.5",x\n"2,345,678",y\n', rows: [[1234.5, 'x'], [2345678, 'y']], notes: ['commas between thousands'] },
  { title: 'spaces between thousands, told', content: 'a;b\n1 234,5;x\n12 345;y\n', rows: [[1234.5, 'x'], [12345, 'y']], notes: ['spaces'] },
  { title: 'apostrophes between thousands', content: 'a;b\n1’234.5;x\n12’345;y\n', rows: [[1234.5, 'x'], [12345, 'y']] },
  { title: 'commas that could be either stay text, told', content: 'a;b\n1,234;x\n2,345;y\n', types: 'text text', rows: [['1,234', 'x'], ['2,345', 'y']], notes: ['Choose the decimal mark'] },
  one('ISO dates', ['2024-01-31', '2024-2-1'], 'date', ['2024-01-31', '2024-02-01']),
  one('ISO instants', ['2024-01-31T10:00:00Z'], 'timestamp', ['2024-01-31T10:00:00Z']),
  one('month first, proved', ['01/02/2024', '12/25/2024'], 'date', ['2024-01-02', '2024-12-25'], ['month/day/year']),
  one('day first, proved', ['01/02/2024', '25/12/2024'], 'date', ['2024-02-01', '2024-12-25'], ['day/month/year']),
  one('an order that is unclear stays text, told', ['01/02/2024', '03/04/2024'], 'text', ['01/02/2024', '03/04/2024'], ['Choose the order']),
  one('an order that is unclear, with dashes', ['01-02-2024', '03-04-2024'], 'text', ['01-02-2024', '03-04-2024'], ['Choose the order']),
  one('points mean day first', ['1.2.2024', '03.04.2024'], 'date', ['2024-02-01', '2024-04-03']),
  one('years of two digits', ['25/12/24', '01/02/99'], 'date', ['2024-12-25', '1999-02-01']),
  one('months in words', ['31 Jan 2024', '1 Feb 2024'], 'date', ['2024-01-31', '2024-02-01']),
  one('months in full', ['31 January 2024', '1 May 2024'], 'date', ['2024-01-31', '2024-05-01']),
  one('slashes, year first', ['2024/01/31', '2024/2/1'], 'date', ['2024-01-31', '2024-02-01']),
  one('clocks of twelve hours', ['12/25/2024 3:04 PM', '01/02/2024 12:00 AM'], 'timestamp', ['2024-12-25T15:04:00', '2024-01-02T00:00:00']),
  one('a day that does not exist', ['31/02/2024', '25/12/2024'], 'text', ['31/02/2024', '25/12/2024']),
]

export interface OptionCase {
  title: string
  content: string | Uint8Array
  options: ReadingOptions
  names?: string[]
  types?: string
  rows: unknown[][]
  notes?: string[]
}

export const optionCases: OptionCase[] = [
  { title: 'day first', content: 'v\n01/02/2024\n', options: { dateOrder: 'dmy' }, types: 'date', rows: [['2024-02-01']] },
  { title: 'month first', content: 'v\n01/02/2024\n', options: { dateOrder: 'mdy' }, types: 'date', rows: [['2024-01-02']] },
  { title: 'a decimal comma', content: 'a;b\n1,234;x\n', options: { decimal: ',' }, rows: [[1.234, 'x']] },
  { title: 'commas between thousands', content: 'a;b\n1,234;x\n', options: { thousands: ',' }, rows: [[1234, 'x']] },
  { title: 'points between thousands', content: 'a;b\n1.234;x\n', options: { thousands: '.' }, rows: [[1234, 'x']] },
  { title: 'a delimiter', content: 'a~b\n1~2\n', options: { delimiter: '~' }, rows: [[1, 2]] },
  { title: 'no quotes', content: 'a,b\n1,"x\n2,y"\n', options: { quote: '' }, rows: [[1, '"x'], [2, 'y"']] },
  { title: 'an encoding', content: Buffer.from([97, 10, 0xcf, 0xf0, 10]), options: { encoding: 'windows-1251' }, rows: [['Пр']] },
  { title: 'lines to skip', content: 'x,y\nx,y\na,b\n1,2\n', options: { skip: 2 }, rows: [[1, 2]] },
  { title: 'no header', content: 'a,b\nc,d\n', options: { header: false }, rows: [['a', 'b'], ['c', 'd']] },
  { title: 'a header of numbers', content: '2019,2020\n1,2\n', options: { header: true }, rows: [[1, 2]] },
  { title: 'missing markers, also among words', content: 'a,b\n-9,none\n1,x\n', options: { nullMarkers: ['-9', 'none'] }, rows: [[null, null], [1, 'x']] },
  { title: 'types by column', content: 'a,b,c\n007,yes,1\n010,no,2\n', options: { types: { a: 'integer', b: 'boolean', c: 'text' } }, types: 'integer boolean text', rows: [[7, true, '1'], [10, false, '2']] },
]
