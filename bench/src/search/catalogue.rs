//! An invented catalogue of any size, the same for the same seed.

use search_index::Document;

/// Characters that titles are made of, about as common as they are here early.
const CHARACTERS: &str = "的我你爱不人心天一是在了有风花雪月夜梦想情生海星光雨春秋冬夏山水云歌曲声时年日来去回家路远近城红白青蓝黑金银玉香酒茶诗书琴画\
    千万百里江湖河川东西南北中上下大小老少男女儿子父母兄弟姐妹朋友相思离别归期故乡异客孤单独自由飞翔蝴蝶鸟鱼龙凤凰虎马牛羊狗猫兔鹿鹤燕雀蝉萤火灯烛\
    影子镜花园林木叶草竹梅兰菊荷桃李杏柳松柏枫桐槐桂茉莉玫瑰牡丹芙蓉樱粉紫绿橙黄灰彩虹霞雾霜露冰霓裳羽衣舞步轻重快慢长短高低深浅浓淡冷暖寒凉温柔\
    坚强勇敢怯懦善良美丽丑陋聪明愚笨真假虚实有无多半全空满圆缺新旧早晚朝暮晨昏昼永恒瞬间刹那须臾片刻岁月光阴流逝停留等待寻找遇见错过拥抱亲吻牵手\
    放开忘记回忆想念思念眷恋守候期盼希望失望绝望快乐悲伤痛苦幸福甜蜜苦涩酸辣眼泪笑容沉默呐喊低语倾听歌唱弹奏吹拂飘落盛开凋零枯萎燃烧熄灭闪烁照耀\
    行走奔跑跳跃漂泊流浪旅途车站码头桥梁街道巷弄窗台屋檐楼阁亭台塔寺庙宇宫殿城墙关隘边塞沙漠草原森林田野村庄麦浪稻香炊烟渔舟唱晚平沙落雁阳关三叠\
    广陵散胡笳十八拍霸王卸甲潇湘水云醉渔乐调传奇英雄少年将军公主王子国度世界宇宙银河行星地球太阳月亮北极南极赤道时空穿越未来过去现在此刻当下";

const SYLLABLES: [&str; 40] = [
    "ba", "ren", "lo", "mi", "ta", "sha", "vel", "nor", "el", "an", "dri", "ka", "zo", "fi", "lum", "ter", "qui",
    "sol", "gra", "bel", "tho", "ri", "un", "pe", "mar", "cy", "dol", "wen", "ist", "har", "jo", "ves", "ny", "ster",
    "ov", "ga", "le", "pri", "sta", "ou",
];

const WORDS: [&str; 96] = [
    "love",
    "night",
    "moon",
    "light",
    "heart",
    "dream",
    "river",
    "blue",
    "rain",
    "summer",
    "winter",
    "fire",
    "dance",
    "home",
    "road",
    "star",
    "sky",
    "ocean",
    "garden",
    "morning",
    "song",
    "waltz",
    "nocturne",
    "sonata",
    "prelude",
    "ballad",
    "blues",
    "sunrise",
    "shadow",
    "golden",
    "silver",
    "broken",
    "lonely",
    "wild",
    "sweet",
    "slow",
    "last",
    "first",
    "little",
    "never",
    "forever",
    "again",
    "tonight",
    "yesterday",
    "tomorrow",
    "angel",
    "stranger",
    "city",
    "train",
    "mountain",
    "island",
    "desert",
    "forest",
    "bird",
    "rose",
    "lily",
    "autumn",
    "spring",
    "snow",
    "wind",
    "thunder",
    "whisper",
    "echo",
    "memory",
    "promise",
    "goodbye",
    "hello",
    "letter",
    "window",
    "mirror",
    "candle",
    "velvet",
    "crystal",
    "paper",
    "iron",
    "stone",
    "glass",
    "water",
    "smoke",
    "dust",
    "honey",
    "sugar",
    "cherry",
    "lemon",
    "station",
    "highway",
    "bridge",
    "harbour",
    "lighthouse",
    "carnival",
    "circus",
    "masquerade",
    "theatre",
    "cinema",
    "radio",
    "satellite",
];

const SURNAMES: &str = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单解盖仇区查翟";

/// SplitMix64: the same numbers on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut hash = self.0;
        hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ hash >> 31
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count.max(1) as u64).unwrap_or(0)
    }

    /// A number below `count`, small ones being likelier: the chance falls as one over the square root.
    pub(crate) fn skewed(&mut self, count: usize) -> usize {
        let unit = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((unit * unit * count as f64) as usize).min(count.saturating_sub(1))
    }

    pub(crate) fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.skewed(all.len())]
    }
}

/// Songs of invented artists, with ids from `first_id` on.
pub(crate) fn songs(count: usize, first_id: i64, seed: u64) -> impl Iterator<Item = Document> {
    let mut random = Random(seed);
    let characters: Vec<char> = CHARACTERS.chars().filter(|character| !character.is_whitespace()).collect();
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let artists: Vec<String> = (0..(count / 17).max(20)).map(|_| artist(&mut random, &characters, &surnames)).collect();
    (0..count).map(move |number| {
        // The tracks of an album stand together, and an artist has a handful of albums.
        let mut of_album = Random(seed ^ (number as u64 / 10).wrapping_mul(0x2545_f491_4f6c_dd1d));
        let name = &artists[of_album.skewed(artists.len())];
        let album = title(&mut of_album, &characters);
        let popularity = 1_000_000 / (1 + random.below(count)) as u32;
        Document {
            id: first_id + number as i64,
            popularity,
            names: vec![title(&mut random, &characters)],
            around: vec![name.clone(), album],
        }
    })
}

fn artist(random: &mut Random, characters: &[char], surnames: &[char]) -> String {
    if random.below(10) < 6 {
        let mut name = String::from(surnames[random.below(surnames.len())]);
        name.extend((0..1 + random.below(5).min(1)).map(|_| characters[random.below(characters.len())]));
        return name;
    }
    let mut name = word(random);
    name.push(' ');
    name.push_str(&word(random));
    name
}

/// The lines of a song: two verses and a chorus that comes three times, two songs of three in Chinese.
pub(crate) fn verses(random: &mut Random) -> Vec<String> {
    let characters: Vec<char> = CHARACTERS.chars().filter(|character| !character.is_whitespace()).collect();
    let is_chinese = random.below(3) < 2;
    let line = |random: &mut Random| -> String {
        if is_chinese {
            let half = |random: &mut Random| -> String {
                (0..3 + random.below(5)).map(|_| characters[random.skewed(characters.len())]).collect()
            };
            format!("{} {}", half(random), half(random))
        } else {
            let word = |random: &mut Random| {
                if random.below(4) == 0 { word(random) } else { random.of(&WORDS).to_owned() }
            };
            (0..4 + random.below(5)).map(|_| word(random)).collect::<Vec<_>>().join(" ")
        }
    };
    let part: [Vec<String>; 3] = std::array::from_fn(|_| (0..8).map(|_| line(random)).collect());
    [0, 2, 1, 2, 2].into_iter().flat_map(|at| part[at].clone()).collect()
}

/// 62 in a hundred Chinese, 30 English, 8 both.
fn title(random: &mut Random, characters: &[char]) -> String {
    let kind = random.below(100);
    let mut title = String::new();
    if kind < 70 {
        title.extend((0..2 + random.skewed(6)).map(|_| characters[random.skewed(characters.len())]));
    }
    if kind >= 62 {
        for _ in 0..1 + random.below(4) {
            if !title.is_empty() {
                title.push(' ');
            }
            if random.below(3) == 0 { title.push_str(&word(random)) } else { title.push_str(random.of(&WORDS)) }
        }
    }
    title
}

/// A word that no language has.
fn word(random: &mut Random) -> String {
    (0..2 + random.below(2)).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect()
}
