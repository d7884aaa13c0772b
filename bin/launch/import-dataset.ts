import type { Context } from '@/lib/context'
export async function importDataset(_ctx: Context, _name: string): Promise<{ rows: number; columns: number }> { throw new Error('pending') }
