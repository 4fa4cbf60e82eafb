// The third door, for tests alone: what a session store of your own is put through.
export { type ContractTest, storeContract } from './store/contract.ts'
