// Permissions of SharePoint, Exchange and the Office 365 Management APIs: id, name, who can grant it, and what the consent
// page says; as a tenant's service principals list them.

export const sharePointDelegated = `
56680e0d-d2a3-4ae1-80d8-3c4f2100e3d0 AllSites.FullControl Admin Have full control of all site collections
b3f70a70-8a4b-4f95-9573-d71c496a53f4 AllSites.Manage User Read and write items and lists in all site collections
4e0d77b0-96ba-4398-af14-3baa780278f4 AllSites.Read User Read items in all site collections
640ddd16-e5b7-4d71-9690-3f4022699ee7 AllSites.Write User Read and write items in all site collections
b8341dab-4143-49da-8eb9-3d8c073f9e77 EnterpriseResource.Read User Read user project enterprise resources
2511a087-5795-4cae-9123-d5b7d6ec4844 EnterpriseResource.Write User Read and write user project enterprise resources
dd2c8d78-58e1-46d7-82dd-34d411282686 MyFiles.Read User Read your files
2cfdc887-d7b4-4798-9b33-3d98d6b95dd2 MyFiles.Write User Read and write your files
2beb830c-70d1-4f5b-a983-79cbdb0c6c6a Project.Read User Read user projects
d75a7b17-f04e-40d9-8e35-79b949bdb891 Project.Write User Read and write user projects
e7e732bd-932b-45c4-8ce5-40d60a7daad9 ProjectWebApp.FullControl Admin Have full control of all ProjectWebApp site collections
a4c14cd7-8bd6-4337-8e87-78623dfc023b ProjectWebAppReporting.Read User Read ProjectWebApp OData reporting data
1002502a-9a71-4426-8551-69ab83452fab Sites.Search.All Admin Run search queries
c4258712-0efb-41f1-b6bc-be58e4e32f3f TaskStatus.Submit User Submit project task status updates
a468ea40-458c-4cc2-80c4-51781af71e41 TermStore.Read.All Admin Read managed metadata
59a198b5-0420-45a8-ae59-6da1cb640505 TermStore.ReadWrite.All Admin Read and write managed metadata
0cea5a30-f6f8-42b5-87a0-84cc26822e02 User.Read.All Admin Read user profiles
82866913-39a9-4be7-8091-f4fa781088ae User.ReadWrite.All Admin Read and write user profiles
`

export const sharePointApplication = `
678536fe-1083-478a-9c59-b99265e6b0d3 Sites.FullControl.All Admin Have full control of all site collections
9bff6588-13f2-4c48-bbf2-ddab62256b36 Sites.Manage.All Admin Read and write items and lists in all site collections
d13f72ca-a275-4b96-b789-48ebcc4da984 Sites.Read.All Admin Read items in all site collections
fbcd29d2-fcca-4405-aded-518d457caae4 Sites.ReadWrite.All Admin Read and write items in all site collections
20d37865-089c-4dee-8c41-6967602d4ac8 Sites.Selected Admin Access selected site collections
2a8d57a5-4090-4a41-bf1c-3c621d2ccad3 TermStore.Read.All Admin Read managed metadata
c8e3537c-ec53-43b9-bed3-b2bd3617ae97 TermStore.ReadWrite.All Admin Read and write managed metadata
df021288-bdef-4463-88db-98f22de89214 User.Read.All Admin Read user profiles
741f803b-c850-494e-b5df-cde7c675a1ca User.ReadWrite.All Admin Read and write user profiles
`

export const exchangeDelegated = `
5b9be81f-2977-4d27-8faf-bb43af8fc705 Calendars.Read User Read user calendars
c21d8660-9de1-4404-85b6-59695921bd8d Calendars.Read.Shared User Read user and shared calendars
765f423e-b55d-412e-97e3-13a800c3a537 Calendars.ReadWrite User Read and write user calendars
4585ecca-5b47-432f-ac70-e1391e4951ed Calendars.ReadWrite.Shared User Read and write user and shared calendars
181aac24-028a-486e-a649-b3742c74ec71 Contacts.Read User Read user contacts
d6aa6fa9-3360-416a-b8db-021249d58e86 Contacts.Read.Shared User Read user and shared contacts
32253599-e142-4cf0-810d-4827eedd1cfa Contacts.ReadWrite User Read and write user contacts
c54cba4f-60fe-4332-b0de-b5990fd1999e Contacts.ReadWrite.Shared User Read and write user and shared contacts
266d2589-20b5-4f91-9a03-89247d1be8da EAS.AccessAsUser.All User Access mailboxes via Exchange ActiveSync
3b5f3d61-589b-4a3c-a359-5dd4b5ee5bd5 EWS.AccessAsUser.All User Access mailboxes as the signed-in user via Exchange Web Services
ab4f2b77-0b06-4fc1-a9de-02113fc2ab7c Exchange.Manage Admin Manage Exchange configuration
195adc35-e27b-454b-a7ed-1ecdffa1c09f IMAP.AccessAsUser.All User Read and write access to your mail via IMAP
185758ba-798d-4b72-9e54-429a413a2510 Mail.Read User Read user mail
1d894596-c906-42b1-8422-9360440c1c0c Mail.Read.Shared User Read user and shared mail
dab085de-3e14-432f-a47f-84b6457059c4 Mail.ReadBasic User Read user basic mail
75767999-c7a8-481e-a6b4-19458e0b30a5 Mail.ReadWrite User Read and write user mail
b09ec548-3f99-4d0a-859c-c9b7ff53b7a9 Mail.ReadWrite.Shared User Read and write user and shared mail
5eb43c10-865a-4259-960a-83946678f8dd Mail.Send User Send mail as a user
16572339-6149-452b-b084-280b01354687 Mail.Send.Shared User Send mail on behalf of others
d36ad51d-15a2-458d-9b3a-16dbe4c51c30 MailboxSettings.Read User Read user mailbox settings
2e83d72d-8895-4b66-9eea-abb43449ab8b MailboxSettings.ReadWrite User Read and write user mailbox settings
9478ac54-3753-4543-b95a-4fad24978902 People.Read User Read users' relevant people lists (preview)
43ed0a33-2264-4716-b3bd-c5d8e248eebf Place.Read.All Admin Read all company places
fb698133-92fa-453e-a9ed-688e10f2e5ac POP.AccessAsUser.All User Read and write access to your mail via POP
76faac2a-0f20-42f1-928a-50de5b9dbe52 SMTP.Send User Access to sending emails from your mailbox using SMTP AUTH
8af8046f-5694-470f-91e4-d47ad05eda18 Tasks.Read User Read user tasks
6b49b74d-642f-4417-a6b4-820576845707 Tasks.ReadWrite User Create, read, update and delete user tasks
6223a6d3-53ef-4f8f-982a-895b39483c61 User.Read User Read user profiles
eb665d05-7f76-4d1b-b176-1cfc814e668d User.Read.All Admin Read all users' full profiles
6222dbab-a24c-4210-9d91-2f47cf565614 User.ReadBasic.All User Read all users' basic profiles
`

export const exchangeApplication = `
798ee544-9d2d-430c-a058-570e29e34338 Calendars.Read Admin Read calendars in all mailboxes
ef54d2bf-783f-4e0f-bca1-3210c0444d99 Calendars.ReadWrite.All Admin Read and write calendars in all mailboxes
089fe4d0-434a-44c5-8827-41ba8a0b17f5 Contacts.Read Admin Read contacts in all mailboxes
6918b873-d17a-4dc1-b314-35f528134491 Contacts.ReadWrite Admin Read and write contacts in all mailboxes
dc50a0fb-09a3-484d-be87-e023b12c6440 Exchange.ManageAsApp Admin Manage Exchange As Application
dc890d15-9560-4a4c-9b7f-a736ec74ec40 full_access_as_app Admin Use Exchange Web Services with full access to all mailboxes
5e5addcd-3e8d-4e90-baf5-964efab2b20a IMAP.AccessAsApp Admin IMAP.AccessAsApp
810c84a8-4a9e-49e6-bf7d-12d183f40d01 Mail.Read Admin Read mail in all mailboxes
e2a3a72e-5f79-4c64-b1b1-878b674786c9 Mail.ReadWrite Admin Read and write mail in all mailboxes
b633e1c5-b582-4048-a93e-9f11b44c7e96 Mail.Send Admin Send mail as any user
d45fa9f8-36e5-4cd2-b601-b063c7cf9ac2 MailboxSettings.Read Admin Read all user mailbox settings
f9156939-25cd-4ba8-abfe-7fabcf003749 MailboxSettings.ReadWrite Admin Read and write all user mailbox settings
4830e04b-48ac-4de5-bbd9-8aceb58e506b Place.Read.All Admin Read all company places
cb842b43-da6e-4506-86fe-bb12199c656d POP.AccessAsApp Admin POP.AccessAsApp
7146a1f0-8703-45b3-9eae-527a64c00995 SMTP.SendAsApp Admin -
c1b0de0a-1de9-455d-919f-eca451053141 Tasks.Read Admin Read user tasks in all mailboxes
2c6a42ca-0d4d-49ad-bc0e-21222c449a65 Tasks.ReadWrite Admin Read and write tasks in all mailboxes
bf24470f-10c1-436d-8d53-7b997eb473be User.Read.All Admin Read all users' full profiles
77e65b5a-ceae-48b3-9490-50a86a038a48 User.ReadBasic.All Admin Read all users' basic profiles
`

/** The same for users and for apps. */
export const officeManagement = `
594c1fb6-4f81-4475-ae41-0c394909246c ActivityFeed.Read Admin Read activity data for your organization
4807a72c-ad38-4250-94c9-4eabfe26cd55 ActivityFeed.ReadDlp Admin Read DLP policy events including detected sensitive data
b3b78c39-cb1d-4d17-820a-25d9196a800e ActivityReports.Read Admin Read activity reports for your organization
e2cea78f-e743-4d8f-a16a-75b629a038ae ServiceHealth.Read Admin Read service health information for your organization
17f1c501-83cd-414c-9064-cd10f7aef836 ThreatIntelligence.Read Admin Read threat intelligence data for your organization
`
