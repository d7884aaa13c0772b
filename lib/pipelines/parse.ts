export { parse } from '@/lib/parse'
