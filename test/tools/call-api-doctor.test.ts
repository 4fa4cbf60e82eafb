// What the doctor says of ENDPOINT, the variable of "Call an API".
import { namesEach, set } from './doctor-rows.ts'

namesEach([
  [
    'an address that would be sent Graph’s token',
    set('ENDPOINT', 'https://api.example/x'),
    'variables',
    /^ENDPOINT is of another API than SCOPE/,
  ],
])
