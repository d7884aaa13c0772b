import { connection } from '@/db/client'
import { tendAssist } from '@/lib/labeling/assist/tend'
import { seedLate } from './seed-late'

/** What a studio does for labeling besides answering requests: it learns, and brings the sample project in. */
export const tendOpenProjects = () => tendAssist(connection().db)
export const seedSampleProject = () => seedLate(connection().db)
