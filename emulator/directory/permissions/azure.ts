// Permissions of Azure's own APIs, Dynamics and Power BI: id, name, who can grant it, and what the consent page says.

export const managementDelegated = `
41094075-9dad-400e-a0bd-54e686782033 user_impersonation User Access Azure Service Management as organization users (preview)
`

export const keyVaultDelegated = `
f53da476-18e3-4152-8e01-aec403e6edc0 user_impersonation User Have full access to the Azure Key Vault service
`

export const storageDelegated = `
03e0da56-190b-40ad-a80c-ea378c433f7f user_impersonation User Access Azure Storage
`

export const sqlDelegated = `
c39ef2d1-04ce-46dc-8b5f-e9a5c60f0fc9 user_impersonation User Access Azure SQL DB and Data Warehouse
`

export const dataLakeDelegated = `
9f15d22d-3cdf-430f-ba48-f75401c0408e user_impersonation User -
`

export const cosmosDelegated = `
8741c20d-e8c0-41ff-8adf-b7b9ba168197 user_impersonation User -
`

export const dynamicsDelegated = `
78ce3f0f-a1ce-49c2-8cde-64b5c0896db4 user_impersonation User Access Common Data Service as organization users
`

export const powerAppsDelegated = `
0eb56b90-a7b5-43b5-9402-8137a8083e90 User User Access the PowerApps Service API
`

export const powerBiDelegated = `
8b01a991-5a5a-47f8-91a2-84d6bfd72c02 App.Read.All User View all Power BI apps
76e2ebd5-0dfb-4a5b-93c7-ed89e0362834 Capacity.Read.All User View all capacities
4eabc3d1-b762-40ff-9da5-0e18fdf11230 Capacity.ReadWrite.All User Read and write all capacities
f3076109-ca66-412a-be10-d4ee1be95d47 Content.Create User Create content
2448370f-f988-42cd-909c-6528efd67c1a Dashboard.Read.All User View all dashboards
b271f05e-8329-4b97-baa4-91cf15b99cf1 Dashboard.ReadWrite.All User Read and write all dashboards
f9759906-80a4-4f4a-b010-24b832bc6a30 Dataflow.Read.All User View all dataflows
ddd37690-e119-40c5-a821-3746ea6125c4 Dataflow.ReadWrite.All User Read and write all dataflows
7f33e027-4039-419b-938e-2f8ca153e68e Dataset.Read.All User View all datasets
322b68b2-0804-416e-86a5-d772c567b6e6 Dataset.ReadWrite.All User Read and write all datasets
d2e42f6b-2baf-4ff4-83ef-51e66321516e Gateway.Read.All User View all gateways
ddb3ca45-a192-477d-acb2-46bf9dc586de Gateway.ReadWrite.All User Read and write all gateways
652d7d02-6ff0-4cf7-9516-cf77d33a3ae4 Pipeline.Deploy User Deploy in all pipelines
dbe6434c-63f0-42bb-be8e-122ec1bad4d2 Pipeline.Read.All User View all pipelines
199f155b-cccd-4be4-bbe6-ca9a867b24b4 Pipeline.ReadWrite.All User Read and write all pipelines
4ae1bf56-f562-4747-b7bc-2fa0874ed46f Report.Read.All User View all reports
7504609f-c495-4c64-8542-686125a5a36f Report.ReadWrite.All User Read and write all reports
e677843f-76d8-44d3-bcdb-ec40dea919e7 StorageAccount.Read.All User View all storage accounts
27789c5b-aca8-4cb6-94b8-bcc8964dd8ad StorageAccount.ReadWrite.All User Read and write all storage accounts
01944dba-21df-426f-bb8c-796488be96ad Tenant.Read.All Admin View all content in tenant
d594897b-76e7-4b2b-984b-b4adff35e109 Tenant.ReadWrite.All Admin Read and write all content in tenant
b43e1ada-25ee-416f-bd5c-512976ddc74b UserState.ReadWrite.All User Read and write user settings and state
b2f1b2fa-f35c-407c-979c-a858a808ba85 Workspace.Read.All User View all workspaces
445002fb-a6f2-4dc1-a81e-4254a111cd29 Workspace.ReadWrite.All User Read and write all workspaces
`

export const powerBiApplication = `
654b31ae-d941-4e22-8798-7add8fdf049f Tenant.Read.All Admin View all content in tenant
28379fa9-8596-4fd9-869e-cb60a93b5d84 Tenant.ReadWrite.All Admin Read and write all content in tenant
`
