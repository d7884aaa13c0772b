import { addComponents } from './index'
import { declared } from './list'

// For pages that need the declarations at once: importing this has all of them there from the start.
addComponents(declared)
