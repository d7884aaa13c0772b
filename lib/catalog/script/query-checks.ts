/** Functions that look outside the inputs, or give something else on each run. */
const volatile = ['random', 'uuid', 'uuidv4', 'uuidv7', 'gen_random_uuid', 'setseed', 'now', 'today', 'get_current_timestamp', 'get_current_time', 'transaction_timestamp', 'current_localtime', 'current_localtimestamp', 'nextval', 'currval']
const outside = ['read_csv', 'read_csv_auto', 'read_parquet', 'parquet_scan', 'read_json', 'read_json_auto', 'read_ndjson', 'read_json_objects', 'read_text', 'read_blob', 'read_xlsx', 'read_duckdb', 'glob', 'sniff_csv', 'parquet_metadata', 'parquet_file_metadata', 'parquet_schema', 'parquet_kv_metadata', 'current_setting', 'getenv', 'getvariable', 'query', 'query_table', 'which_secret']
const statements = ['insert', 'update', 'delete', 'create', 'drop', 'alter', 'copy', 'attach', 'detach', 'install', 'load', 'set', 'reset', 'pragma', 'call', 'export', 'import', 'vacuum', 'checkpoint', 'merge', 'truncate', 'use', 'begin', 'commit']

/** The query without comments and with texts and quoted names emptied, so that words in it are the language's own. */
function bare(query: string): string {
  return query.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith("'") ? "''" : part.startsWith('"') ? '""' : ' '))
}

/** The query without a semicolon at its end. */
export function trimmedQuery(query: string): string {
  return query.replace(/[\s;]+$/, '')
}

/** What is plainly wrong with a query, in words; the engine's own checks come when the step runs. */
export function queryMistake(query: string): string | undefined {
  const words = bare(trimmedQuery(query))
  const first = /^[\s(]*([a-z]+)/i.exec(words)?.[1]?.toLowerCase()
  if (first === undefined) return words.trim() === '' ? 'Write a query, such as select * from in1' : 'A query begins with SELECT'
  if (statements.includes(first)) return `${first.toUpperCase()} is not possible here; a step only reads, with one SELECT`
  if (words.includes(';')) return 'Write one statement; a second one needs a step of its own'
  return forbiddenFunction([...words.matchAll(/([a-z_][a-z0-9_]*)\s*\(/gi)].map((found) => found[1]!))
}

/** Why one of these functions is refused, or `undefined`. */
export function forbiddenFunction(names: string[]): string | undefined {
  for (const name of names.map((other) => other.toLowerCase())) {
    if (volatile.includes(name)) return `${name}() gives something else on each run, so the result could not be repeated`
    if (outside.includes(name) || name.startsWith('duckdb_') || name.startsWith('pragma_')) return `${name}() is not available: a query reads its inputs alone`
  }
  return undefined
}

/** Why one of these unqualified names, which are no column of an input, is refused: SQL calls some functions without brackets. */
export function forbiddenWord(names: string[]): string | undefined {
  const clocks = ['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp']
  const found = names.find((name) => clocks.includes(name.toLowerCase()))
  return found === undefined ? undefined : `${found.toLowerCase()} gives something else on each run, so the result could not be repeated`
}

/** Which of the inputs a query names. */
export function inputNames(query: string): string[] {
  const words = bare(query)
  return ['in1', 'in2', 'in3'].filter((name) => new RegExp(`\\b${name}\\b`, 'i').test(words))
}
