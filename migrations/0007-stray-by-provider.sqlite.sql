-- A settled send looks for statuses that overtook it by the provider's id alone; the key begins with the channel.
create index stray_by_provider on stray_status (provider_id);
