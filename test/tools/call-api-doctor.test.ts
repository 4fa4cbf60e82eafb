// What the doctor says of ENDPOINT, the variable of "Call an API".
import { fails, set } from './doctor-rows.ts'

fails('variables', [['ENDPOINT is of another API than SCOPE', set({ ENDPOINT: 'https://api.example/x' })]])
