//! Databases with all their tables, to be copied: PostgreSQL copies two hundred tables sooner than it makes them.

use std::collections::BTreeSet;

use db::{Db, Engine, Location, Module, Options};
use sha2::{Digest, Sha256};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};

/// A fresh, migrated database on the server; `cargo xtask test` throws the whole cluster away afterwards.
///
/// The first test that wants these tables makes them, by opening an empty database as the service does.
pub(crate) async fn copy(server: &str, modules: &[&'static Module], personal_tables: &BTreeSet<String>) -> Location {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await.expect("the test server answers");
    tokio::spawn(connection);
    let template = name_of(modules, personal_tables);
    let name = fresh_name("test");
    if !copied(&client, &template, &name).await {
        make(&client, server, &template, modules, personal_tables).await;
        assert!(copied(&client, &template, &name).await, "the database {template} was just made");
    }
    Location::Postgres { url: url_of(server, &name), owner_url: None }
}

/// Says what is in the template, to the letter: databases of other tables, or of their text before a change, are others.
fn name_of(modules: &[&'static Module], personal_tables: &BTreeSet<String>) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    };
    for module in modules {
        add(module.name);
        for migration in module.migrations {
            add(migration.name);
            migration.statements(Engine::Postgres).iter().for_each(|statement| add(statement));
        }
    }
    add("personal");
    personal_tables.iter().for_each(|table| add(table));
    let digest = hash.finalize();
    digest[..12].iter().fold("template_".to_owned(), |name, byte| format!("{name}{byte:02x}"))
}

fn fresh_name(kind: &str) -> String {
    format!("{kind}_{:016x}", rand::random::<u64>())
}

fn url_of(server: &str, name: &str) -> String {
    let (before, _) = server.rsplit_once('/').expect("the address of the test server ends in the name of a database");
    format!("{before}/{name}")
}

/// Whether there was a template to copy.
async fn copied(client: &Client, template: &str, name: &str) -> bool {
    match client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await {
        Ok(()) => true,
        Err(error) if error.code() == Some(&SqlState::INVALID_CATALOG_NAME) => false,
        Err(error) => panic!("the test server lets us copy a database: {error:?}"),
    }
}

async fn make(
    client: &Client,
    server: &str,
    template: &str,
    modules: &[&'static Module],
    personal_tables: &BTreeSet<String>,
) {
    let making = fresh_name("making");
    let create = format!("CREATE DATABASE {making} TEMPLATE template0 ENCODING 'UTF8'");
    client.batch_execute(&create).await.expect("the test server lets us make a database");
    let options = Options {
        location: Location::Postgres { url: url_of(server, &making), owner_url: None },
        modules: modules.to_vec(),
        personal_tables: personal_tables.clone(),
        readers: 1,
    };
    drop(Db::open(options).await.expect("an empty database opens and migrates"));
    // The server waits until the connections to it are closed.
    let renamed = client.batch_execute(&format!("ALTER DATABASE {making} RENAME TO {template}")).await;
    if let Err(error) = renamed {
        // Another test was first, by a moment or by more.
        let taken = [SqlState::UNIQUE_VIOLATION, SqlState::DUPLICATE_DATABASE];
        assert!(error.code().is_some_and(|code| taken.contains(code)), "{error:?}");
        client.batch_execute(&format!("DROP DATABASE {making}")).await.expect("what we made can be dropped");
    }
}
