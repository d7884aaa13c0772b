import { route } from '@/app/respond'
import { readSamples } from '@/lib/clusters/read'
import { SamplesQuery } from '@/lib/clusters/schema'
import { parse } from '@/lib/parse'

export const GET = route<{ name: string }>('compute.read', (ctx, request, { name }) => readSamples(ctx, name, parse(SamplesQuery, Object.fromEntries(new URL(request.url).searchParams))))
