//! What a service is made of, for tests and for the command line.

use accounts::Accounts;
use affiliates::Affiliates;
use catalog::Catalog;
use db::Db;
use incidents::Incidents;
use inspections::Inspections;
use legal::Legal;
use mail::Mail;
use minors::Minors;
use rights::Rights;
use settings::Settings;
use staff_access::StaffAccess;
use transfers::Transfers;

use super::App;

impl App {
    /// The catalogue, for tests that wait for a scan.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The accounts.
    #[must_use]
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The settings of the web app, for tests that wait for another node's.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Rights, for tests that move the clock and run the jobs themselves.
    #[must_use]
    pub fn rights(&self) -> &Rights {
        &self.rights
    }

    /// Staff access, for tests that go through its log.
    #[must_use]
    pub fn staff(&self) -> &StaffAccess {
        &self.staff
    }

    /// The inspections.
    #[must_use]
    pub fn inspections(&self) -> &Inspections {
        &self.inspections
    }

    /// Incidents, for tests that run the job themselves.
    #[must_use]
    pub fn incidents(&self) -> &Incidents {
        &self.incidents
    }

    /// The legal desk, for tests that run the job themselves.
    #[must_use]
    pub fn legal(&self) -> &Legal {
        &self.legal
    }

    /// Transfers, for tests that file and approve them.
    #[must_use]
    pub fn transfers(&self) -> &Transfers {
        &self.transfers
    }

    /// Minors and guardians, for tests that run the job themselves.
    #[must_use]
    pub fn minors(&self) -> &Minors {
        &self.minors
    }

    /// Mail, for tests that run the job themselves.
    #[must_use]
    pub fn mail(&self) -> &Mail {
        &self.mail
    }

    /// Affiliates, for tests that run the job themselves.
    #[must_use]
    pub fn affiliates(&self) -> &Affiliates {
        &self.affiliates
    }

    /// The database, for tests that look underneath.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }
}
