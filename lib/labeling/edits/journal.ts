import type { Pending } from './document'

/** What waits in this browser until the server has it. Person and task together name whose edits they are. */
export interface Journal {
  /** Resolves once the edits are on the disk. */
  append(task: string, pending: readonly Pending[]): Promise<void>
  /** In the order in which they were made. */
  list(task: string): Promise<Pending[]>
  /** By the ids of their operations. */
  drop(task: string, operations: readonly string[]): Promise<void>
  /** Those of one person that have edits waiting. */
  tasks(): Promise<string[]>
  close(): void
}

interface Row extends Pending {
  /** `person task`, so that a journal of another person who used this browser is never sent. */
  owner: string
  key?: number
}

const store = 'edits'

/** A journal in IndexedDB, which outlives the tab, the browser and the machine's power. @throws DOMException where the browser keeps nothing */
export async function openJournal(person: string, name = 'atelier-labeling'): Promise<Journal> {
  const database = await open(name)
  const ownerOf = (task: string) => `${person} ${task}`
  const rows = async (task: string) => {
    const transaction = database.transaction(store)
    return answer<Row[]>(transaction.objectStore(store).index('owner').getAll(ownerOf(task)))
  }
  return {
    async append(task, pending) {
      const transaction = database.transaction(store, 'readwrite', { durability: 'strict' })
      for (const { operation, before } of pending) transaction.objectStore(store).add({ owner: ownerOf(task), operation, before } satisfies Row)
      await finished(transaction)
    },
    async list(task) {
      return (await rows(task)).map(({ operation, before }) => ({ operation, before }))
    },
    async drop(task, operations) {
      const gone = new Set(operations)
      const transaction = database.transaction(store, 'readwrite')
      const edits = transaction.objectStore(store)
      for (const row of await answer<Row[]>(edits.index('owner').getAll(ownerOf(task)))) if (gone.has(row.operation.id)) edits.delete(row.key!)
      await finished(transaction)
    },
    async tasks() {
      const keys = new Set<string>()
      const cursor = database.transaction(store).objectStore(store).index('owner').openKeyCursor(IDBKeyRange.bound(`${person} `, `${person} \uffff`), 'nextunique')
      await new Promise<void>((resolve, reject) => {
        cursor.onerror = () => reject(cursor.error)
        cursor.onsuccess = () => {
          if (!cursor.result) return resolve()
          keys.add(String(cursor.result.key).slice(person.length + 1))
          cursor.result.continue()
        }
      })
      return [...keys]
    },
    close: () => database.close(),
  }
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'key', autoIncrement: true }).createIndex('owner', 'owner')
  return answer(request)
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}
