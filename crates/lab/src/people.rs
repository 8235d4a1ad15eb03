//! Invented people: none of them is anybody, and their names are meant to be awkward.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::vendor::Vendor;

/// Somebody who can be picked on a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Person {
    /// How a page and a test name them.
    pub id: &'static str,
    /// What the vendor tells as nickname.
    pub nickname: &'static str,
    pub(crate) family_name: &'static str,
    pub(crate) given_name: &'static str,
    pub(crate) email: &'static str,
    /// Whether Apple hides their address behind one of its own.
    pub(crate) hides_email: bool,
    pub(crate) has_picture: bool,
    /// Red, green and blue of the picture.
    pub(crate) colour: [u8; 3],
    /// Why they are here, in Chinese and in English.
    pub(crate) about: (&'static str, &'static str),
    number: u64,
}

/// Everyone there is.
pub const PEOPLE: &[Person] = &[
    Person {
        id: "lin",
        nickname: "林晚舟",
        family_name: "林",
        given_name: "晚舟",
        email: "lin@people.lab.example",
        hides_email: false,
        has_picture: true,
        colour: [0x2f, 0x6f, 0x5e],
        about: ("平常的昵称", "an ordinary nickname"),
        number: 1,
    },
    Person {
        id: "zoe",
        nickname: "Zoë 🎧",
        family_name: "Bell",
        given_name: "Zoë",
        email: "zoe@people.lab.example",
        hides_email: true,
        has_picture: true,
        colour: [0x7a, 0x3e, 0x9d],
        about: ("表情符号，Apple 隐藏邮箱", "an emoji, and an address that Apple hides"),
        number: 2,
    },
    Person {
        id: "amu",
        nickname: "阿木 <b>&\"木\"</b>",
        family_name: "木",
        given_name: "阿",
        email: "amu@people.lab.example",
        hides_email: false,
        has_picture: true,
        colour: [0x8a, 0x4b, 0x1f],
        about: ("昵称里有网页标记", "markup in the nickname"),
        number: 3,
    },
    Person {
        id: "kong",
        nickname: "",
        family_name: "空",
        given_name: "白",
        email: "kong@people.lab.example",
        hides_email: false,
        has_picture: false,
        colour: [0x55, 0x5f, 0x6b],
        about: ("没有昵称，也没有头像", "neither nickname nor avatar"),
        number: 4,
    },
    Person {
        id: "chang",
        nickname: "名字很长很长的人在这里写下了一个几乎没有尽头的昵称只为看看它在页面上会怎样换行一二三四五六七八九十",
        family_name: "长",
        given_name: "明",
        email: "chang@people.lab.example",
        hides_email: false,
        has_picture: true,
        colour: [0x1f, 0x4e, 0x8a],
        about: ("很长的昵称", "a very long nickname"),
        number: 5,
    },
];

/// The person with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Person> {
    PEOPLE.iter().find(|person| person.id == id)
}

impl Person {
    /// What a page shows where there is no nickname.
    pub(crate) fn shown_name(&self) -> String {
        if self.nickname.is_empty() { format!("（{}）", self.id) } else { self.nickname.to_owned() }
    }

    /// The same person for the same app, another string for another app.
    pub fn open_id(&self, vendor: Vendor, client_id: &str) -> String {
        let digest = digest(&[vendor.word(), client_id, self.id]);
        match vendor {
            Vendor::Wechat => format!("o{}", letters(&digest, 27)),
            Vendor::Qq => hex::encode_upper(&digest[..16]),
            Vendor::Weibo => self.weibo_number().to_string(),
            Vendor::Apple => format!("{:06}.{}.{:04}", self.number, hex::encode(&digest[..16]), self.number + 900),
            Vendor::Oidc => format!("lab|{}", hex::encode(&digest[..10])),
        }
    }

    /// Weibo counts its members; one of them has a number that a double does not hold exactly.
    pub(crate) fn weibo_number(&self) -> u64 {
        let first = if self.id == "chang" { 5_764_607_523_034_235_000 } else { 7_700_000_000 };
        first + self.number
    }

    /// The same string for every app of one developer, where the vendor has that.
    pub fn union_id(&self, vendor: Vendor) -> String {
        let digest = digest(&[vendor.word(), "union", self.id]);
        match vendor {
            Vendor::Qq => format!("UID_{}", hex::encode_upper(&digest[..16])),
            _ => format!("o{}", letters(&digest, 27)),
        }
    }

    /// The address that Apple tells.
    pub(crate) fn apple_email(&self) -> String {
        if self.hides_email {
            format!("{}@privaterelay.appleid.com", letters(&digest(&["relay", self.id]), 10).to_lowercase())
        } else {
            self.email.to_owned()
        }
    }

    /// A drawing for a page, which needs nothing from elsewhere.
    pub(crate) fn drawing(&self) -> String {
        let [red, green, blue] = self.colour;
        let mark = self.given_name.chars().next().unwrap_or('·');
        format!(
            "<svg viewBox=\"0 0 48 48\" width=\"48\" height=\"48\" aria-hidden=\"true\"><rect width=\"48\" height=\"48\" \
             rx=\"12\" fill=\"#{red:02x}{green:02x}{blue:02x}\"/><text x=\"24\" y=\"31\" font-size=\"20\" \
             text-anchor=\"middle\" fill=\"#fff\">{mark}</text></svg>"
        )
    }

    /// The avatar as the vendor serves it: a picture of so many pixels each way, as PNG.
    pub(crate) fn picture(&self, side: u32) -> Vec<u8> {
        let mut rows = Vec::new();
        let centre = i64::from(side) / 2;
        for y in 0..i64::from(side) {
            // Each row begins with its filter: none.
            rows.push(0);
            for x in 0..i64::from(side) {
                let inside = (x - centre).pow(2) + (y - centre).pow(2) < (centre * 3 / 5).pow(2);
                rows.extend(self.colour.map(|part| if inside { 255 - (255 - part) / 3 } else { part }));
            }
        }
        let mut header = Vec::new();
        header.extend(side.to_be_bytes());
        header.extend(side.to_be_bytes());
        // Eight bits for each of three colours, not interlaced.
        header.extend([8, 2, 0, 0, 0]);
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut png, *b"IHDR", &header);
        chunk(&mut png, *b"IDAT", &miniz_oxide::deflate::compress_to_vec_zlib(&rows, 6));
        chunk(&mut png, *b"IEND", &[]);
        png
    }
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    png.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let start = png.len();
    png.extend(kind);
    png.extend(data);
    let sum = crc32fast::hash(&png[start..]);
    png.extend(sum.to_be_bytes());
}

fn digest(parts: &[&str]) -> [u8; 32] {
    let mut text = String::new();
    for part in parts {
        let _ = write!(text, "{}:{part};", part.len());
    }
    Sha256::digest(text.as_bytes()).into()
}

fn letters(digest: &[u8], count: usize) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    digest.iter().take(count).map(|byte| char::from(ALPHABET[usize::from(byte % 64)])).collect()
}
